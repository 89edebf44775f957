/** The record of every order: who gave it, on which thing, why, and what came of it. */
package dev.rivyaroutes.ledger.audit;
