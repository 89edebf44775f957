/** Files uploaded to Rivya that several jobs share. */
package dev.rivyaroutes.ledger.uploads;
