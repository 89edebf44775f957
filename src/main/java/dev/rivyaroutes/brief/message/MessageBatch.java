package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.SharedBatch;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * The messages of one poll whose briefs are committed together. They are settled in their order,
 * and only after that commit.
 */
final class MessageBatch {
  private final SharedBatch briefs = new SharedBatch();
  private final Deque<Waiting> messages = new ArrayDeque<>();
  private final boolean shared;
  private final SettleMessage settle;
  private final SettleFailedMessage failed;
  private final Place place;
  private final Consumer<ReceivedMessage> settled;

  private record Waiting(ReceivedMessage message, SharedBatch.PendingAcceptances acceptances) {}

  /**
   * @param shared whether several messages share a commit
   * @param settled is called for each message that is settled
   */
  MessageBatch(
      boolean shared,
      SettleMessage settle,
      SettleFailedMessage failed,
      Place place,
      Consumer<ReceivedMessage> settled) {
    this.shared = shared;
    this.settle = settle;
    this.failed = failed;
    this.place = place;
    this.settled = settled;
  }

  /** Before a message passes the steps of the flow. */
  void join(ReceivedMessage message, Exchange exchange) {
    if (shared && !message.isReplay()) {
      briefs.join(exchange);
    }
  }

  /**
   * Adds a message that has passed the steps of the flow, and settles the batch if it is full. A
   * replay is settled at once.
   */
  void add(ReceivedMessage message, Exchange exchange) throws IOException {
    Waiting one = new Waiting(message, SharedBatch.of(exchange));
    if (!shared || message.isReplay()) {
      settle(one);
      return;
    }
    messages.add(one);
    if (briefs.isFull(messages.size())) {
      settle();
    }
  }

  /** After an exception, those that are not settled are to be handed in again. */
  void settle() throws IOException {
    briefs.commit();
    while (!messages.isEmpty()) {
      settle(messages.remove());
    }
  }

  private void settle(Waiting one) throws IOException {
    settle.settle(one.message(), one.acceptances().get(), place);
    settled.accept(one.message());
  }

  /**
   * Settles a message that failed in the steps of the flow, after those that wait.
   *
   * @return false if the failure is transient, so that the message is to be read again
   */
  boolean settleFailed(ReceivedMessage message, Exception problem) throws IOException {
    if (!message.isReplay()) {
      settle();
    }
    boolean done = failed.settle(message, problem, place);
    if (done) {
      settled.accept(message);
    }
    return done;
  }
}
