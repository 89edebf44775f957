/** How the ledger reaches its database: waiting for it, watching it, its clock, its connections. */
package dev.rivyaroutes.ledger.database;
