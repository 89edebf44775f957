/**
 * What a job is: its facts, states, content and timeline, and the conditional change of its row.
 */
package dev.rivyaroutes.ledger.job;
