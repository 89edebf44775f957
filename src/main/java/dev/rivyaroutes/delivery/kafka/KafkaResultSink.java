package dev.rivyaroutes.delivery.kafka;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.kafka.KafkaConnection;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.util.unit.DataSize;

/**
 * The bean of the kafka-result-sink Kamelet: writes the result, or the file that the route
 * delivers, to a topic. Written at least once, a repetition with the same delivery id. Created by
 * Camel, once for each use.
 */
public class KafkaResultSink {
  private final KafkaConnections connections;
  private final PublicUrlProperties publicUrl;
  private final MediaStore media;
  private String connectionName = "default";
  private String topic = "";
  private String key = "job";
  private String fileLimit = "900KB";
  private KafkaConnection connection;
  private ComposeRecord compose;

  KafkaResultSink(KafkaConnections connections, PublicUrlProperties publicUrl, MediaStore media) {
    this.connections = connections;
    this.publicUrl = publicUrl;
    this.media = media;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setTopic(String topic) {
    this.topic = topic.strip();
  }

  public void setKey(String key) {
    this.key = key;
  }

  public void setFileLimit(String fileLimit) {
    this.fileLimit = fileLimit;
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() {
    Require.that(
        topic.matches("[A-Za-z0-9._-]{1,249}"),
        "kafka-result-sink has topic: \"%s\"; it must be the name of one topic, of letters, digits, dots, _ and -."
            .formatted(topic));
    Require.that(
        key.equals("job") || key.equals("asker"),
        "kafka-result-sink has key: %s; it must be job or asker.".formatted(key));
    connection = connections.get(connectionName);
    compose =
        new ComposeRecord(topic, key.equals("asker"), limit(), ResultLinks.of(publicUrl), media);
  }

  private long limit() {
    try {
      DataSize size = DataSize.parse(fileLimit.strip());
      if (!size.isNegative()) {
        return size.toBytes();
      }
    } catch (IllegalArgumentException e) {
      // Explained below, with the parameter.
    }
    throw new IllegalArgumentException(
        "kafka-result-sink has file-limit: %s; it must be a size such as 900KB, or 0KB for links only."
            .formatted(fileLimit));
  }

  /** Writes the exchange's result, and sets the variable for where it is. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    ResultFile file = exchange.getVariable(Variables.FILE, ResultFile.class);
    ProducerRecord<byte[], byte[]> record = compose(result, file);
    try {
      RecordMetadata written = connection.send(record);
      // A repetition has another offset.
      exchange.setVariable(
          Variables.DELIVERED_TO, "topic %s, partition %d".formatted(topic, written.partition()));
    } catch (RecordTooLargeException e) {
      throw DeliveryFailed.permanently(
          connection.explain(
              "write a result of %,d bytes to the topic %s".formatted(record.value().length, topic),
              e),
          e);
    } catch (KafkaException e) {
      throw new DeliveryFailed(connection.explain("write to the topic " + topic, e), e);
    }
  }

  private ProducerRecord<byte[], byte[]> compose(Result result, ResultFile file)
      throws DeliveryFailed {
    String what =
        "The result of job %s was not written to the topic %s: ".formatted(result.jobId(), topic);
    try {
      return compose.compose(result, file);
    } catch (IOException e) {
      throw DeliveryFailed.unreadable(what, e);
    }
  }
}
