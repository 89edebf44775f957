/**
 * The ledger: the tables that hold every job, delivery and cause, and the only truth about them.
 */
package dev.rivyaroutes.ledger;
