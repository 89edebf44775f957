/** Takes in the records of Kafka topics, and commits their offsets after the ledger has them. */
package dev.rivyaroutes.brief.kafka;
