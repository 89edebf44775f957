package dev.rivyaroutes.brief.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * Keeps the held messages invisible to other processes for as long as their work takes, in a thread
 * of its own. If the process dies, they are visible again soon.
 */
final class KeepInvisible implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeepInvisible.class);
  static final int SECONDS = 30;
  private static final int EXTEND_SECONDS = 10;
  private static final int BATCH = 10;
  private static final Set<String> LOST =
      Set.of(
          "ReceiptHandleIsInvalid",
          "InvalidParameterValue",
          "MessageNotInflight",
          "AWS.SimpleQueueService.MessageNotInflight");

  private final SqsClient client;
  private final HeldMessages held;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sqs-visibility");
            thread.setDaemon(true);
            return thread;
          });

  KeepInvisible(SqsClient client, HeldMessages held) {
    this.client = client;
    this.held = held;
  }

  void start(String url) {
    timer.scheduleWithFixedDelay(
        () -> extend(url), EXTEND_SECONDS, EXTEND_SECONDS, TimeUnit.SECONDS);
  }

  void extend(String url) {
    try {
      change(url, held.all(), SECONDS);
    } catch (SdkException e) {
      LOG.debug("The visibility of messages could not be extended", e);
    }
  }

  /** Makes messages visible at once; best effort, since they become so anyway. */
  void releaseAll(String url) {
    try {
      change(url, held.all(), 0);
    } catch (SdkException e) {
      LOG.debug("Messages could not be released", e);
    }
  }

  private void change(String url, List<HeldMessage> messages, int seconds) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<HeldMessage> batch = messages.subList(from, Math.min(from + BATCH, messages.size()));
      List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        entries.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(String.valueOf(i))
                .receiptHandle(batch.get(i).receipt())
                .visibilityTimeout(seconds)
                .build());
      }
      client
          .changeMessageVisibilityBatch(r -> r.queueUrl(url).entries(entries))
          .failed()
          .forEach(failed -> failed(failed, batch.get(Integer.parseInt(failed.id()))));
    }
  }

  /** Twelve hours after its receipt, SQS takes a message back. */
  private void failed(BatchResultErrorEntry failed, HeldMessage message) {
    LOG.debug("The visibility of {} was not changed: {}", message.id(), failed.code());
    if (LOST.contains(failed.code())) {
      held.lose(message);
    }
  }

  /** Whether the receipt of a message no longer counts: it has been received again since. */
  static boolean isLost(SdkException e) {
    return e instanceof AwsServiceException answer
        && answer.awsErrorDetails() != null
        && LOST.contains(answer.awsErrorDetails().errorCode());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
