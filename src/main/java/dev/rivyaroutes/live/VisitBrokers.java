package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.jms.PeekQueue;
import dev.rivyaroutes.brief.kafka.PeekTopic;
import dev.rivyaroutes.connection.jms.JmsConnection;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsDestination;
import dev.rivyaroutes.connection.kafka.KafkaConnection;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import jakarta.jms.JMSException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Looks at topics of Kafka and queues of JMS; no record and no message is taken. */
final class VisitBrokers {

  /** A group that reads nothing, so that it has no offsets. */
  static final String NO_GROUP = "rivya-check-live";

  private static final String REPLY = "reply";

  private final KafkaConnections kafka;
  private final JmsConnections jms;

  VisitBrokers(KafkaConnections kafka, JmsConnections jms) {
    this.kafka = kafka;
    this.jms = jms;
  }

  void kafkaSource(LiveUse use, Seen seen) {
    KafkaConnection connection = kafka.get(use.connection());
    String topic = use.value("topic");
    String group = use.value("group");
    try {
      PeekTopic.Look look = new PeekTopic(connection, topic).look(group);
      seen.info(
          "The topic %s can be read; it has %d partition(s). %s"
              .formatted(
                  topic,
                  look.partitions(),
                  look.waiting() < 0
                      ? "The group %s has never read it.".formatted(group)
                      : "%d record(s) wait for the group %s.".formatted(look.waiting(), group)));
      if (look.record() != null && look.record().value() != null) {
        seen.sample(record(use, look));
      }
    } catch (KafkaException e) {
      seen.error(connection.explain("read the topic " + topic, e), "");
    }
  }

  private static Sample record(LiveUse use, PeekTopic.Look look) {
    PeekTopic.Record found = look.record();
    ObjectNode form = Json.PLAIN.createObjectNode();
    ObjectNode record = form.putObject("record");
    record.put("base64", Base64.getEncoder().encodeToString(found.value()));
    if (found.key() != null) {
      record.put("key", found.key());
    }
    if (!found.headers().isEmpty()) {
      found.headers().forEach(record.putObject("properties")::put);
    }
    return new Sample(
        use,
        (look.waiting() > 0 ? "The next record, " : "The newest record, ")
            + Sample.named(found.id(), found.at()),
        form,
        List.of());
  }

  void kafkaSink(LiveUse use, Seen seen) {
    KafkaConnection connection = kafka.get(use.connection());
    String topic = use.value("topic");
    try {
      int partitions = new PeekTopic(connection, topic).partitions(NO_GROUP);
      seen.info(
          "The topic %s has %d partition(s). Not tried, because that would write: to write a record."
              .formatted(topic, partitions));
    } catch (KafkaException e) {
      seen.error(connection.explain("look at the topic " + topic, e), "");
    }
  }

  void jmsSource(LiveUse use, Seen seen) {
    JmsDestination from = JmsDestination.parse(use.kamelet(), "from", use.value("from"));
    JmsConnection connection = jms.get(use.connection());
    try {
      Optional<PeekQueue.First> oldest = new PeekQueue(connection, from).oldest();
      seen.info(
          from.isTopic()
              ? "The %s is there. Its messages cannot be looked at without taking them."
                  .formatted(from)
              : "The %s can be browsed%s."
                  .formatted(from, oldest.isPresent() ? "" : "; no message waits in it"));
      oldest.flatMap(message -> message(use, message)).ifPresent(seen::sample);
    } catch (JMSException e) {
      seen.error(connection.explain("read the " + from, e), "");
    }
  }

  /** Empty for a message of another kind, such as a map. */
  private static Optional<Sample> message(LiveUse use, PeekQueue.First found) {
    if (found.text() == null && found.bytes() == null) {
      return Optional.empty();
    }
    ObjectNode form = Json.PLAIN.createObjectNode();
    ObjectNode message = form.putObject("message");
    if (found.text() != null) {
      message.put("text", found.text());
    } else {
      message.put("base64", Base64.getEncoder().encodeToString(found.bytes()));
    }
    if (found.correlationId() != null) {
      message.put("correlation-id", found.correlationId());
    }
    if (found.replyTo() != null) {
      message.put("reply-to", found.replyTo());
    }
    if (!found.properties().isEmpty()) {
      found.properties().forEach(message.putObject("properties")::put);
    }
    return Optional.of(
        new Sample(
            use, "The oldest message, " + Sample.named(found.id(), found.at()), form, List.of()));
  }

  void jmsSink(LiveUse use, Seen seen) {
    JmsConnection connection = jms.get(use.connection());
    String to = use.value("to", REPLY);
    JmsDestination target = JmsDestination.parse(to);
    try (var open = connection.open(false)) {
      seen.info(
          "The broker of the JMS connection %s accepts the login%s. Not tried, because that would write: to send a message."
              .formatted(
                  connection.name(),
                  target == null
                      ? ""
                      : open.lacks(target)
                          ? "; %s is not there yet".formatted(target)
                          : ", and has " + target));
    } catch (JMSException e) {
      seen.error(connection.explain("send to " + to, e), "");
    }
  }
}
