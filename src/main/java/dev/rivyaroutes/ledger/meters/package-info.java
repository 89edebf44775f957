/** Counts and times what this process commits to the ledger, for the metrics. */
package dev.rivyaroutes.ledger.meters;
