package dev.rivyaroutes.brief.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The content of a record. In quarantine it is a JSON document that loses nothing of it.
 *
 * @param key the key; may be null
 * @param value the value; null for a tombstone
 */
record KafkaRecord(byte[] key, List<Header> headers, byte[] value) {

  static final String TYPE = "application/json";

  /** A header; a name may occur several times, and a value may be null. */
  record Header(String name, byte[] value) {

    /** Null if it is not text. */
    String text() {
      return value == null ? null : Bytes.of(value).text();
    }
  }

  private record Document(Bytes key, List<DocumentHeader> headers, Bytes value) {}

  private record DocumentHeader(String name, Bytes value) {}

  static KafkaRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new KafkaRecord(
        record.key(),
        StreamSupport.stream(record.headers().spliterator(), false)
            .map(header -> new Header(header.key(), header.value()))
            .toList(),
        record.value());
  }

  static KafkaRecord read(InputStream json) throws IOException {
    Document document = Json.PLAIN.readValue(json, Document.class);
    return new KafkaRecord(
        Bytes.toArray(document.key()),
        document.headers().stream()
            .map(header -> new Header(header.name(), Bytes.toArray(header.value())))
            .toList(),
        Bytes.toArray(document.value()));
  }

  byte[] write() {
    try {
      return Json.INDENTED.writeValueAsBytes(
          new Document(
              Bytes.of(key),
              headers.stream()
                  .map(header -> new DocumentHeader(header.name(), Bytes.of(header.value())))
                  .toList(),
              Bytes.of(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The record could not be written as JSON.", e);
    }
  }

  /** The last header of this name, in any letter case; null if there is none, or it is not text. */
  String header(String name) {
    String found = null;
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        found = header.text();
      }
    }
    return found;
  }

  boolean hasHeader(String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }
}
