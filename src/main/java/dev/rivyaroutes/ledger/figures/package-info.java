/** The figures of the ledger that metrics show: how many jobs, deliveries and credits it has. */
package dev.rivyaroutes.ledger.figures;
