/** Searches for jobs, and reads their details. */
package dev.rivyaroutes.ledger.search;
