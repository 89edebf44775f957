package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.Require;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** A queue or topic of a broker by its name. */
public record JmsDestination(boolean isTopic, String name) {
  private static final String QUEUE = "queue:";
  private static final String TOPIC = "topic:";

  /**
   * @param kamelet for the message
   * @param text such as {@code queue:orders} or {@code topic:orders}
   * @throws IllegalArgumentException with value and remedy
   */
  public static JmsDestination parse(String kamelet, String parameter, String text) {
    String stripped = text.strip();
    JmsDestination parsed = parse(stripped);
    Require.that(
        parsed != null,
        "%s has %s: \"%s\"; it must be a queue or a topic, such as queue:orders or topic:orders."
            .formatted(kamelet, parameter, stripped));
    return parsed;
  }

  /** Null if it is none. */
  public static JmsDestination parse(String text) {
    boolean topic = text.startsWith(TOPIC);
    if (!topic && !text.startsWith(QUEUE)) {
      return null;
    }
    String name = text.substring(TOPIC.length()).strip();
    return name.isEmpty() ? null : new JmsDestination(topic, name);
  }

  /** The name of a destination of the client; null if it has none. */
  public static JmsDestination of(Destination destination) throws JMSException {
    if (destination instanceof Queue queue) {
      return new JmsDestination(false, queue.getQueueName());
    }
    return destination instanceof Topic topic
        ? new JmsDestination(true, topic.getTopicName())
        : null;
  }

  public Destination create(Session session) throws JMSException {
    return isTopic ? session.createTopic(name) : session.createQueue(name);
  }

  @Override
  public String toString() {
    return (isTopic ? TOPIC : QUEUE) + name;
  }
}
