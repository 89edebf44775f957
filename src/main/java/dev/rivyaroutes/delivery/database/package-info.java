/** The sink that writes results to tables of databases. */
package dev.rivyaroutes.delivery.database;
