/** The embedded ledger: a SQLite file that one process uses, and how it speaks the ledger's SQL. */
package dev.rivyaroutes.ledger.sqlite;
