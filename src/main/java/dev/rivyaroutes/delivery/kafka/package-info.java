/** Writes results to Kafka topics. */
package dev.rivyaroutes.delivery.kafka;
