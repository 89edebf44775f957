/**
 * How the ledger writes: group commit in one transaction, and the signal that work is due. No other
 * package opens a transaction for a job.
 */
package dev.rivyaroutes.ledger.commit;
