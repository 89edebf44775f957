package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.connection.jms.JmsConnection;
import dev.rivyaroutes.ledger.source.Backlog;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** Reads the messages of a destination; connects for a poll, and anew after a failure. */
final class ReadSubscription {
  private final JmsConnection connection;
  private final Subscription subscription;
  private volatile MessageReader reader;

  ReadSubscription(JmsConnection connection, Subscription subscription) {
    this.connection = connection;
    this.subscription = subscription;
  }

  /** A lost connection is news too: the poll reports it. */
  boolean hasNews() {
    MessageReader now = reader;
    try {
      return now != null && now.hasNext();
    } catch (JMSException e) {
      return true;
    }
  }

  /** The messages that are not settled, the oldest first. */
  Iterator<Received> messages() throws IOException {
    MessageReader now = reader;
    try {
      if (now == null) {
        now = MessageReader.open(connection, subscription);
        reader = now;
      }
    } catch (JMSException | RuntimeException e) {
      throw failed(e);
    }
    now.rewind();
    return new Messages(now);
  }

  private final class Messages implements Iterator<Received> {
    private final MessageReader from;

    private Messages(MessageReader from) {
      this.from = from;
    }

    @Override
    public boolean hasNext() {
      try {
        return from.hasNext();
      } catch (JMSException | RuntimeException e) {
        throw new UncheckedIOException(failed(e));
      }
    }

    @Override
    public Received next() {
      return from.next();
    }
  }

  void settle(Received message) throws IOException {
    try {
      message.reader().settle(message);
    } catch (JMSException | RuntimeException e) {
      throw failed(e);
    }
  }

  Backlog backlog() {
    MessageReader now = reader;
    return now == null ? Backlog.UNKNOWN : now.backlog();
  }

  /** Another replica gets what is not committed. */
  void disconnect() {
    MessageReader now = reader;
    reader = null;
    if (now != null) {
      now.close();
    }
  }

  /**
   * @return null if the failure is not one of reading
   */
  String explain(Throwable failure) {
    return failure instanceof ReadingFailed
        ? connection.explain("read " + subscription, failure.getCause())
        : null;
  }

  /** The next poll connects anew; what is not committed is delivered again. */
  private IOException failed(Exception cause) {
    disconnect();
    return new ReadingFailed(cause);
  }

  /** The broker cannot be read now. */
  private static final class ReadingFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private ReadingFailed(Exception cause) {
      super(cause);
    }
  }

  @Override
  public String toString() {
    return subscription.toString();
  }
}
