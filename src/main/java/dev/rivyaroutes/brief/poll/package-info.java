/**
 * What the sources of this process report of their polls, for the ledger, the health and the
 * metrics.
 */
package dev.rivyaroutes.brief.poll;
