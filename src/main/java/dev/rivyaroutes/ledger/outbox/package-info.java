/** The deliveries of finished jobs: created with the outcome, recorded once each. */
package dev.rivyaroutes.ledger.outbox;
