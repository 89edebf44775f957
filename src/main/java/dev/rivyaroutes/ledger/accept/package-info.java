/** Accepts briefs as jobs, once each. */
package dev.rivyaroutes.ledger.accept;
