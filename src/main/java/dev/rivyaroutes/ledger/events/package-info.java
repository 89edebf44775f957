/** Webhook events, and the endpoints and secrets with which they arrive. */
package dev.rivyaroutes.ledger.events;
