package dev.rivyaroutes.brief.kafka;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records as messages with one brief. */
final class ReadRecord {

  /** The header of all records that kafka-result-sink writes. */
  private static final String OWN_RESULT = "rivya-delivery-id";

  private static final int LONGEST_ID = 900;

  private final Origin origin;
  private final String idHeader;

  /**
   * @param idHeader the header with the record's own id; empty if records have none
   */
  ReadRecord(Origin origin, String idHeader) {
    this.origin = origin;
    this.idHeader = idHeader;
  }

  ReceivedMessage message(Fetched fetched) {
    ConsumerRecord<byte[], byte[]> record = fetched.record();
    String name = "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
    KafkaRecord content = KafkaRecord.of(record);
    String own = ownId(content);
    return new ReceivedMessage(
        origin,
        // A topic that is deleted and created anew has the same offsets again, but other times.
        own == null ? name + "@" + record.timestamp() : own,
        name,
        Instant.ofEpochMilli(record.timestamp()),
        new MessageBytes(KafkaRecord.TYPE, () -> new ByteArrayInputStream(content.write())),
        null,
        fetched);
  }

  /** The record's own id; null if it has none, or one that cannot be used. */
  private String ownId(KafkaRecord record) {
    String own = idHeader.isEmpty() ? null : record.header(idHeader);
    return own == null || own.isBlank() || own.length() > LONGEST_ID ? null : own.strip();
  }

  List<HandIn> open(ReceivedMessage message) throws IOException, MessageRefused, MessageSkipped {
    KafkaRecord record = content(message);
    if (record.value() == null) {
      throw new MessageSkipped("it has no value (a tombstone)");
    }
    if (record.hasHeader(OWN_RESULT)) {
      throw new MessageSkipped("it is a result that this program wrote");
    }
    if (!idHeader.isEmpty() && ownId(record) == null && !message.isReplay()) {
      throw new MessageRefused(
          "no-id",
          "The record has no usable header %s, by which its repetition would be recognised. Send it with one, or order to take it as it is."
              .formatted(idHeader));
    }
    return List.of(exchange -> handIn(exchange, message, record));
  }

  private static KafkaRecord content(ReceivedMessage message) throws IOException {
    if (message.handle() instanceof Fetched fetched) {
      return KafkaRecord.of(fetched.record());
    }
    try (InputStream raw = message.raw().open()) {
      return KafkaRecord.read(raw);
    }
  }

  /** Headers become variables only, so that none of them steers a component. */
  private void handIn(Exchange exchange, ReceivedMessage message, KafkaRecord record) {
    String type = record.header("content-type");
    new Arrival(origin, message.id(), message.name(), type, record.header("content-encoding"))
        .handIn(exchange);
    Map<String, String> headers = new LinkedHashMap<>();
    record.headers().stream()
        .filter(header -> header.text() != null)
        .forEach(header -> headers.put(header.name(), header.text()));
    exchange.setVariable(Variables.RECORD_HEADERS, headers);
    exchange.setVariable(Variables.RECORD_KEY, keyText(record));
    exchange.setVariable(Variables.RETURN_ADDRESS, KafkaReturnAddress.of(record));
    exchange.getMessage().setBody(record.value());
  }

  /** Empty if there is none, or it is not text. */
  private static String keyText(KafkaRecord record) {
    String text = record.key() == null ? null : Bytes.of(record.key()).text();
    return text == null ? "" : text;
  }
}
