/** The source of rows of databases. */
package dev.rivyaroutes.brief.database;
