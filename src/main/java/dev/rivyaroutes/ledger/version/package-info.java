/** The texts of flow files that were in force, and which one a job was accepted under. */
package dev.rivyaroutes.ledger.version;
