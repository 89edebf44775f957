/** The database of the ledger: its availability, clock and connections. */
package dev.rivyaroutes.ledger.database;
