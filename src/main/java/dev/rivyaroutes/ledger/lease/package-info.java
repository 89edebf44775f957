/** Which rows this process works on, and how their leases are renewed. */
package dev.rivyaroutes.ledger.lease;
