/** Orders to many jobs: their frozen jobs, and how they are carried out batch by batch. */
package dev.rivyaroutes.ledger.bulk;
