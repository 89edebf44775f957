package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.connection.jms.JmsConnection;
import dev.rivyaroutes.connection.jms.OpenConnection;
import dev.rivyaroutes.ledger.source.Backlog;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Receives messages in a transaction, which is committed when all of them are settled. What fails
 * is not rolled back but kept and handed in again: each rollback would count as a delivery, and
 * after some of them the broker moves the message away.
 */
final class MessageReader implements AutoCloseable {

  /** Longer transactions would only make more messages come twice after a crash. */
  private static final int MOST = 1_000;

  private static final long MOST_BYTES = 16L << 20;
  private static final long WAIT_MILLIS = 50;

  private final OpenConnection connection;
  private final MessageConsumer consumer;
  private final Deque<Received> fresh = new ArrayDeque<>();
  private final Deque<Received> handedIn = new ArrayDeque<>();
  private int received;
  private long bytes;
  private boolean drained;

  private MessageReader(OpenConnection connection, MessageConsumer consumer) {
    this.connection = connection;
    this.consumer = consumer;
  }

  static MessageReader open(JmsConnection to, Subscription subscription) throws JMSException {
    OpenConnection connection = to.open(true);
    try {
      return new MessageReader(connection, subscription.open(connection.session()));
    } catch (JMSException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether there is a message to hand in. */
  boolean hasNext() throws JMSException {
    connection.requireAlive();
    if (!fresh.isEmpty()) {
      return true;
    }
    drained = false;
    if (received >= MOST || bytes >= MOST_BYTES) {
      return false;
    }
    Message message = consumer.receive(WAIT_MILLIS);
    if (message == null) {
      connection.requireAlive();
      drained = true;
      return false;
    }
    Received next = new Received(ReadJmsMessage.of(message), this);
    received++;
    bytes += next.message().size();
    fresh.add(next);
    return true;
  }

  Received next() {
    Received next = fresh.remove();
    handedIn.add(next);
    return next;
  }

  /** Hands in again what was handed in and not settled, first. */
  void rewind() {
    while (!handedIn.isEmpty()) {
      fresh.addFirst(handedIn.removeLast());
    }
  }

  void settle(Received message) throws JMSException {
    handedIn.removeIf(one -> one == message);
    if (handedIn.isEmpty() && fresh.isEmpty()) {
      connection.session().commit();
      received = 0;
      bytes = 0;
    }
  }

  Backlog backlog() {
    if (drained && handedIn.isEmpty()) {
      return Backlog.EMPTY;
    }
    Received oldest = handedIn.isEmpty() ? fresh.peek() : handedIn.peek();
    return new Backlog(
        null, oldest == null ? null : Instant.ofEpochMilli(oldest.message().timestamp()));
  }

  /** What is not committed is delivered again. */
  @Override
  public void close() {
    connection.close();
  }
}
