/** Messages that make no job: why, their raw bytes, and the orders to take them again. */
package dev.rivyaroutes.ledger.quarantine;
