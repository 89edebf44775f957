package dev.rivyaroutes.delivery.sqs;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.sqs.SqsConnection;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.connection.sqs.SqsQueue;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * The bean of the sqs-result-sink Kamelet: sends the result, or the file that the route delivers,
 * to a queue. Sent at least once, a repetition with the same delivery id, by which a FIFO queue
 * drops one that comes within five minutes. Created by Camel, once for each use.
 */
public class SqsResultSink {
  private static final String KAMELET = "sqs-result-sink";

  /** As base64 with its attributes, such a file just fits into a message. */
  private static final DataSize MOST = DataSize.ofKilobytes(750);

  private final SqsConnections connections;
  private final PublicUrlProperties publicUrl;
  private final MediaStore media;
  private String connectionName = "default";
  private String queueText = "";
  private String group = "job";
  private String fileLimit = "180KB";
  private SqsConnection connection;
  private SqsQueue queue;
  private ComposeMessage compose;
  private volatile String url;

  SqsResultSink(SqsConnections connections, PublicUrlProperties publicUrl, MediaStore media) {
    this.connections = connections;
    this.publicUrl = publicUrl;
    this.media = media;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setQueue(String queue) {
    this.queueText = queue;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public void setFileLimit(String fileLimit) {
    this.fileLimit = fileLimit;
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() {
    queue = SqsQueue.parse(KAMELET, queueText);
    Require.that(
        group.equals("job") || group.equals("asker"),
        "sqs-result-sink has group: %s; it must be job or asker.".formatted(group));
    connection = connections.get(connectionName);
    compose =
        new ComposeMessage(queue, group.equals("asker"), limit(), ResultLinks.of(publicUrl), media);
  }

  private long limit() {
    try {
      DataSize size = DataSize.parse(fileLimit.strip());
      if (!size.isNegative() && size.compareTo(MOST) <= 0) {
        return size.toBytes();
      }
    } catch (IllegalArgumentException e) {
      // Explained below, with the parameter.
    }
    throw new IllegalArgumentException(
        "sqs-result-sink has file-limit: %s; it must be a size of at most 750KB, since SQS takes messages of 1 MiB and files are sent as base64, or 0KB for links only."
            .formatted(fileLimit));
  }

  /** Sends the exchange's file, or the document of its result. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    ResultFile file = exchange.getVariable(Variables.FILE, ResultFile.class);
    try {
      connection.client().sendMessage(compose(result, file));
    } catch (SdkException e) {
      url = null;
      String why = connection.explain("send to the queue " + queue.name(), e);
      throw SqsConnection.isRefusedMessage(e)
          ? DeliveryFailed.permanently(why, e)
          : new DeliveryFailed(why, e);
    }
    exchange.setVariable(Variables.DELIVERED_TO, "queue " + queue.name());
  }

  private SendMessageRequest compose(Result result, ResultFile file) throws DeliveryFailed {
    String known = url;
    if (known == null) {
      known = queue.url(connection.client());
      url = known;
    }
    String what =
        "The result of job %s was not sent to the queue %s: "
            .formatted(result.jobId(), queue.name());
    try {
      return compose.compose(known, result, file);
    } catch (IOException e) {
      throw DeliveryFailed.unreadable(what, e);
    }
  }
}
