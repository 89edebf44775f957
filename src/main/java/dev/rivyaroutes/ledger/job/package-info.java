/** A job: its facts, states, content and timeline, and the guarded update of its row. */
package dev.rivyaroutes.ledger.job;
