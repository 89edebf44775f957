package dev.rivyaroutes.connection.sqs;

import dev.rivyaroutes.Require;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue as a flow names it.
 *
 * @param text its name, or its URL if it belongs to another AWS account
 */
public record SqsQueue(String text) {

  /**
   * @throws IllegalArgumentException with Kamelet, value and remedy
   */
  public static SqsQueue parse(String kamelet, String text) {
    SqsQueue queue = new SqsQueue(text.strip());
    Require.that(
        queue.name().matches("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}[.]fifo"),
        "%s has queue: \"%s\"; it must be the name or the URL of a queue, such as queue: orders."
            .formatted(kamelet, text));
    return queue;
  }

  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  public boolean isFifo() {
    return name().endsWith(".fifo");
  }

  /** Its URL, which SQS is asked for if the flow has only its name. */
  public String url(SqsClient client) {
    return text.contains("://") ? text : client.getQueueUrl(r -> r.queueName(text)).queueUrl();
  }
}
