/** Briefs: what sources hand in, its forms and checks, and the way into the ledger. */
package dev.rivyaroutes.brief;
