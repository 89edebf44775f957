/**
 * How the ledger writes: group commit in one transaction, and the signal that work is due. Nobody
 * else opens a transaction for a job.
 */
package dev.rivyaroutes.ledger.commit;
