/** The model catalogue as stored, and the jobs that wait for a model. */
package dev.rivyaroutes.ledger.models;
