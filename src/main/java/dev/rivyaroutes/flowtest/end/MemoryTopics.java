package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Takes the records that flows write. */
public final class MemoryTopics {
  private final Recorder recorder;
  private final ContentFacts facts;

  public MemoryTopics(Recorder recorder, ContentFacts facts) {
    this.recorder = recorder;
    this.facts = facts;
  }

  public Producer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public synchronized Future<RecordMetadata> send(
          ProducerRecord<byte[], byte[]> record, Callback callback) {
        recorder.add(item(record));
        return CompletableFuture.completedFuture(
            new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0L, 0, 0));
      }

      @Override
      public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
      }
    };
  }

  private ObjectNode item(ProducerRecord<byte[], byte[]> record) {
    ObjectNode item = Json.PLAIN.createObjectNode().put("topic", record.topic());
    if (record.key() != null) {
      item.put("key", new String(record.key(), StandardCharsets.UTF_8));
    }
    ObjectNode properties = item.putObject("properties");
    for (Header header : record.headers()) {
      properties.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return facts.add(item, record.value());
  }
}
