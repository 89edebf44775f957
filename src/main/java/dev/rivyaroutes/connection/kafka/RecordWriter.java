package dev.rivyaroutes.connection.kafka;

import org.apache.kafka.clients.producer.Producer;

/** Takes the records that would be written to a broker, while flows are tested. */
@FunctionalInterface
public interface RecordWriter {

  Producer<byte[], byte[]> producer();
}
