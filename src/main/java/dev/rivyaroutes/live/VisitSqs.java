package dev.rivyaroutes.live;

import dev.rivyaroutes.connection.sqs.SqsConnection;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.connection.sqs.SqsQueue;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Reads the attributes of queues; no message is received, because that is counted. */
final class VisitSqs {
  private final SqsConnections connections;

  VisitSqs(SqsConnections connections) {
    this.connections = connections;
  }

  void source(LiveUse use, Seen seen) {
    visit(
        use,
        seen,
        "Its messages cannot be looked at: to receive one counts toward its dead-letter queue. Not tried for the same reason: sqs:ReceiveMessage, sqs:ChangeMessageVisibility, sqs:DeleteMessage.");
  }

  void sink(LiveUse use, Seen seen) {
    visit(use, seen, "Not tried, because that would write: sqs:SendMessage.");
  }

  private void visit(LiveUse use, Seen seen, String untried) {
    SqsConnection connection = connections.get(use.connection());
    SqsQueue queue = SqsQueue.parse(use.kamelet(), use.value("queue"));
    try {
      SqsClient client = connection.client();
      String url = queue.url(client);
      Map<QueueAttributeName, String> attributes =
          client
              .getQueueAttributes(
                  r ->
                      r.queueUrl(url)
                          .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
              .attributes();
      seen.info(
          "The queue %s is there, with about %s message(s). %s"
              .formatted(
                  queue.name(),
                  attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "?"),
                  untried));
    } catch (SdkException e) {
      boolean refused = e instanceof AwsServiceException answer && answer.statusCode() == 403;
      seen.error(
          connection.explain("look at the queue " + queue.name(), e),
          refused ? "This needs sqs:GetQueueUrl and sqs:GetQueueAttributes." : "");
    }
  }
}
