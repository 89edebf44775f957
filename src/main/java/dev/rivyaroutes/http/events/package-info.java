/** Receives webhook events from Rivya. */
package dev.rivyaroutes.http.events;
