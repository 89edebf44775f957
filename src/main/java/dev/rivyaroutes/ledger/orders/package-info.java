/** What operators order: cancel, replay, redeliver. */
package dev.rivyaroutes.ledger.orders;
