/** The stored model catalogues, and the jobs that wait for a model. */
package dev.rivyaroutes.ledger.models;
