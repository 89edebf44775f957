/** What sources report of their polls, up to where they have read, and which replica polls. */
package dev.rivyaroutes.ledger.source;
