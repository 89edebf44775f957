/** The deliveries of outcomes: created with the outcome, recorded once each. */
package dev.rivyaroutes.ledger.outbox;
