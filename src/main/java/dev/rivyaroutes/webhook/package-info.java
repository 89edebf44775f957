/** Rivya's events: checks their signatures, keeps them once, and makes their jobs due. */
package dev.rivyaroutes.webhook;
