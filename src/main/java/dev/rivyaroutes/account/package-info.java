/** Accounts: named Rivya API keys with their limits, pauses and rate budgets. */
package dev.rivyaroutes.account;
