/**
 * The texts of flow files that were in force, which one accepted a job, and which flows are off.
 */
package dev.rivyaroutes.ledger.version;
