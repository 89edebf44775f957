/** Webhook events that arrived, and the endpoints and secrets they arrive with. */
package dev.rivyaroutes.ledger.events;
