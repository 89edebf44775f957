/** How due jobs and deliveries are claimed, and how a job that keeps crashing is parked. */
package dev.rivyaroutes.ledger.claim;
