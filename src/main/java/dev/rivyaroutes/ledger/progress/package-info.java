/** Records the outcomes of jobs and chat turns. */
package dev.rivyaroutes.ledger.progress;
