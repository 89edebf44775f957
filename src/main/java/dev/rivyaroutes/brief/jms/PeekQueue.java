package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.connection.jms.JmsConnection;
import dev.rivyaroutes.connection.jms.JmsDestination;
import dev.rivyaroutes.connection.jms.OpenConnection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at a queue with a browser, which takes no message. */
public final class PeekQueue {
  private final JmsConnection connection;
  private final JmsDestination from;

  public PeekQueue(JmsConnection connection, JmsDestination from) {
    this.connection = connection;
    this.from = from;
  }

  /**
   * A message.
   *
   * @param text its body; null if it is no text
   * @param bytes its body; null if it is no bytes
   */
  public record First(
      String id,
      Instant at,
      String correlationId,
      String replyTo,
      Map<String, String> properties,
      String text,
      byte[] bytes) {}

  /**
   * The oldest message of a queue; empty if there is none. Of a topic only whether it is there.
   *
   * @throws JMSException also if the queue or topic is not there
   */
  public Optional<First> oldest() throws JMSException {
    try (OpenConnection open = connection.open(false)) {
      if (open.lacks(from)) {
        throw new InvalidDestinationException(from + " is not there");
      }
      if (from.isTopic()) {
        return Optional.empty();
      }
      try (QueueBrowser browser =
          open.session().createBrowser((Queue) from.create(open.session()))) {
        Enumeration<?> messages = browser.getEnumeration();
        return messages.hasMoreElements()
            ? Optional.of(first((Message) messages.nextElement()))
            : Optional.empty();
      }
    }
  }

  private static First first(Message found) throws JMSException {
    JmsMessage message = ReadJmsMessage.of(found);
    Map<String, String> properties = new TreeMap<>();
    message.properties().forEach((name, value) -> properties.put(name, value.toString()));
    return new First(
        message.messageId(),
        message.timestamp() == 0 ? null : Instant.ofEpochMilli(message.timestamp()),
        message.correlationId(),
        message.replyTo(),
        properties,
        message.text(),
        message.bytes());
  }
}
