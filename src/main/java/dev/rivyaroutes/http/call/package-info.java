/**
 * Runs HTTP calls through Camel routes, with bodies and answers that hold no thread while a caller
 * is slow.
 */
package dev.rivyaroutes.http.call;
