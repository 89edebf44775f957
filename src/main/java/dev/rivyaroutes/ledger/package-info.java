/** The ledger: the tables of all jobs, deliveries and causes, and the only access to them. */
package dev.rivyaroutes.ledger;
