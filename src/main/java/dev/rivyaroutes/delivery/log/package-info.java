/** The sink that writes results to the log. */
package dev.rivyaroutes.delivery.log;
