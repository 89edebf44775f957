/** What operators look for: finding jobs and reading one in full. */
package dev.rivyaroutes.ledger.search;
