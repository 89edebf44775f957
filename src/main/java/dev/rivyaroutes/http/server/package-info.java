/** Protects the HTTP server against slow, malformed and too many calls. */
package dev.rivyaroutes.http.server;
