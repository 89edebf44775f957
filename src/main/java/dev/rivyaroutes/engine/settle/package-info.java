/** What is written to the ledger when a stage of a job or a delivery has failed. */
package dev.rivyaroutes.engine.settle;
