/** Conversations whose turns go out one at a time. */
package dev.rivyaroutes.ledger.chat;
