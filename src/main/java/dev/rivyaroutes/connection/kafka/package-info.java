/** The named Kafka connections: clients that read from topics and write to them. */
package dev.rivyaroutes.connection.kafka;
