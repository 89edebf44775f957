/** Briefs: what sources hand in, how it is read and checked, and how the ledger accepts it. */
package dev.rivyaroutes.brief;
