/** The rows that this process has claimed, and the renewal of their leases. */
package dev.rivyaroutes.ledger.lease;
