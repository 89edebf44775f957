/** How a brief becomes a job once. */
package dev.rivyaroutes.ledger.accept;
