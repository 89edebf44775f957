/** What is deleted when its retention is over, and what must stay. */
package dev.rivyaroutes.ledger.upkeep;
