/** Answers chat messages over HTTP, as a whole or as a stream of events. */
package dev.rivyaroutes.http.chat;
