/** Deletes expired rows, and finds the media that jobs still need. */
package dev.rivyaroutes.ledger.upkeep;
