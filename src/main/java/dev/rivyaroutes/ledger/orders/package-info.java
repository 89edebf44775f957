/** The orders of operators: cancel, replay and redeliver. */
package dev.rivyaroutes.ledger.orders;
