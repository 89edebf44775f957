package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.connection.jms.JmsDestination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/**
 * What a source reads.
 *
 * @param name the durable subscription of a topic; null for a queue
 */
record Subscription(JmsDestination destination, String name) {

  /** A durable subscription is shared, so that each replica may use it without a client id. */
  MessageConsumer open(Session session) throws JMSException {
    return destination.isTopic()
        ? session.createSharedDurableConsumer((Topic) destination.create(session), name)
        : session.createConsumer(destination.create(session));
  }

  @Override
  public String toString() {
    return name == null ? destination.toString() : destination + ", subscription " + name;
  }
}
