/** Conversations, whose turns are sent one at a time. */
package dev.rivyaroutes.ledger.chat;
