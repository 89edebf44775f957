/** Budgets, reservations, balances and sums of credits. */
package dev.rivyaroutes.ledger.credits;
