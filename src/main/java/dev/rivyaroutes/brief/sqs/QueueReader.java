package dev.rivyaroutes.brief.sqs;

import dev.rivyaroutes.connection.sqs.SqsConnection;
import dev.rivyaroutes.connection.sqs.SqsQueue;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Receives the messages of a queue in a thread of its own, by long polls. It outlasts a server that
 * is away.
 */
final class QueueReader implements AutoCloseable {
  private static final int BATCH = 10;
  private static final int LONG_POLL_SECONDS = 20;
  private static final int FULL_MILLIS = 250;
  private static final int READY_SECONDS = 10;
  private static final int LONGEST_PAUSE = 10_000;
  private static final long COUNT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SqsQueue queue;
  private final SqsClient client;
  private final SqsClient receiving;
  private final HeldMessages held;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final KeepInvisible visibility;
  private volatile String url;
  private volatile RuntimeException failure;
  private volatile boolean closed;
  private volatile Long waiting;
  private long countAt = System.nanoTime();

  QueueReader(SqsConnection connection, SqsQueue queue, HeldMessages held) {
    this.queue = queue;
    this.client = connection.client();
    this.receiving = connection.open();
    this.held = held;
    this.visibility = new KeepInvisible(client, held);
    Thread thread = new Thread(this::run, "sqs-" + queue.name());
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until the queue is found.
   *
   * @throws RuntimeException why nothing can be received now
   */
  void awaitReady() throws IOException {
    try {
      boolean found = ready.await(READY_SECONDS, TimeUnit.SECONDS);
      if (failure != null && !held.hasNext()) {
        throw failure;
      }
      if (!found && !closed) {
        throw new IOException("SQS has not answered yet. The source keeps waiting.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void run() {
    int pause = 0;
    try {
      while (!closed) {
        try {
          receive();
          failure = null;
          pause = 0;
        } catch (RuntimeException e) {
          failure = e;
          ready.countDown();
          pause = Math.min(LONGEST_PAUSE, Math.max(FULL_MILLIS, pause * 2));
          if (!closed) {
            held.awaitChange(pause);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      receiving.close();
    }
  }

  private void receive() throws InterruptedException {
    if (url == null) {
      url = queue.url(client);
      visibility.start(url);
      ready.countDown();
    }
    count();
    if (!held.hasRoom()) {
      held.awaitChange(FULL_MILLIS);
      return;
    }
    ReceiveMessageResponse received =
        receiving.receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(LONG_POLL_SECONDS)
                    .visibilityTimeout(KeepInvisible.SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"));
    if (closed) {
      // This poll outlasted the close; the other replicas get its messages at once.
      HeldMessages late = new HeldMessages(null);
      late.add(received.messages());
      new KeepInvisible(receiving, late).releaseAll(url);
    } else {
      held.add(received.messages());
    }
  }

  /** A login may have no right to count; then the backlog is unknown. */
  private void count() {
    if (System.nanoTime() - countAt < 0) {
      return;
    }
    countAt = System.nanoTime() + COUNT_NANOS;
    try {
      QueueAttributeName visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
      String number =
          client
              .getQueueAttributes(r -> r.queueUrl(url).attributeNames(visible))
              .attributes()
              .get(visible);
      waiting = number == null ? null : Long.valueOf(number);
    } catch (SdkException e) {
      waiting = null;
    }
  }

  Backlog backlog() {
    Long there = waiting;
    return new Backlog(there == null ? null : there + held.all().size(), held.oldestAt());
  }

  /** Removes a message from the queue. */
  void delete(HeldMessage message) {
    try {
      client.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receipt()));
    } catch (SdkException e) {
      if (!KeepInvisible.isLost(e)) {
        throw e;
      }
      // It will be received again, and be known.
    }
    held.settle(message);
  }

  /** Lets the other replicas have what is not settled. The long poll ends by itself. */
  @Override
  public void close() {
    closed = true;
    visibility.close();
    if (failure == null && url != null) {
      visibility.releaseAll(url);
    }
    held.clear();
  }
}
