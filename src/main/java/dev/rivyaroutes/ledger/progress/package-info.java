/** How a job moves on: each outcome of a call, and each turn of a conversation. */
package dev.rivyaroutes.ledger.progress;
