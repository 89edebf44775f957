/** Deletes what has exceeded its retention, and finds what must stay. */
package dev.rivyaroutes.ledger.upkeep;
