package dev.rivyaroutes.delivery.jms;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.jms.JmsConnection;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsDestination;
import dev.rivyaroutes.connection.jms.OpenConnection;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.util.unit.DataSize;

/**
 * The bean of the jms-result-sink Kamelet: sends a result as a persistent message, and waits until
 * the broker has it. Created by Camel, once for each use.
 */
public class JmsResultSink {
  private static final String KAMELET = "jms-result-sink";
  private static final String REPLY = "reply";
  private static final String REPLY_TO = "jms.reply-to";

  private final JmsConnections connections;
  private final PublicUrlProperties publicUrl;
  private final MediaStore media;
  private final CamelContext camel;
  private String connectionName = "default";
  private String to = REPLY;
  private DataSize maxSize = DataSize.ofMegabytes(10);
  private JmsConnection connection;
  private JmsDestination fixed;
  private WriteMessage write;
  private OpenConnection kept;

  JmsResultSink(
      JmsConnections connections,
      PublicUrlProperties publicUrl,
      MediaStore media,
      CamelContext camel) {
    this.connections = connections;
    this.publicUrl = publicUrl;
    this.media = media;
    this.camel = camel;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setTo(String to) {
    this.to = to.strip();
  }

  public void setMaxSize(String maxSize) {
    try {
      this.maxSize = DataSize.parse(maxSize.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "jms-result-sink has max-size: %s; it must be a size with unit, such as 10MB."
              .formatted(maxSize),
          e);
    }
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() throws Exception {
    fixed = to.equals(REPLY) ? null : JmsDestination.parse(KAMELET, "to", to);
    connection = connections.get(connectionName);
    write =
        new WriteMessage(
            media, ResultLinks.of(publicUrl), maxSize.toBytes(), connection.dropsDuplicates());
    camel.addService(
        new ServiceSupport() {
          @Override
          protected void doStop() {
            disconnect();
          }
        });
  }

  /** Sends the exchange's file, or the document of its result. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    JmsDestination target = target(result);
    ResultFile file = exchange.getVariable(Variables.FILE, ResultFile.class);
    try {
      send(result, file, target);
    } catch (FileNotFoundException e) {
      throw DeliveryFailed.permanently(
          what(result, target)
              + "The media store no longer has its file. Raise rivya.media.keep to keep results longer.",
          e);
    } catch (IOException e) {
      throw new DeliveryFailed(
          what(result, target) + "Reason: " + PlainWords.of(e) + ". It is retried.", e);
    } catch (JMSException | RuntimeException e) {
      throw new DeliveryFailed(
          what(result, target) + connection.explain("send to " + target, e), e);
    }
    exchange.setVariable(Variables.DELIVERED_TO, target.toString());
  }

  private JmsDestination target(Result result) throws DeliveryFailed {
    if (fixed != null) {
      return fixed;
    }
    String reply = result.returnAddress().getOrDefault(REPLY_TO, "");
    JmsDestination target = JmsDestination.parse(reply);
    if (target == null) {
      throw DeliveryFailed.permanently(
          "The result of job %s was not sent, because its message has no JMSReplyTo. Let the sender set one, or name a queue in the parameter to of jms-result-sink, then redeliver it."
              .formatted(result.jobId()),
          null);
    }
    return target;
  }

  private static String what(Result result, JmsDestination target) {
    return "The result of job %s was not sent to %s. ".formatted(result.jobId(), target);
  }

  /** One at a time, as a session requires it. */
  private synchronized void send(Result result, ResultFile file, JmsDestination target)
      throws JMSException, IOException {
    boolean used = kept != null;
    try {
      sendOnce(result, file, target);
    } catch (JMSException | RuntimeException e) {
      disconnect();
      if (!used) {
        throw e;
      }
      // The kept connection was broken. A message that arrived all the same has the same id.
      try {
        sendOnce(result, file, target);
      } catch (JMSException | RuntimeException again) {
        disconnect();
        throw again;
      }
    }
  }

  private void sendOnce(Result result, ResultFile file, JmsDestination target)
      throws JMSException, IOException {
    if (kept == null) {
      // Artemis refuses a transaction with a duplicate, and ignores a duplicate outside of one.
      kept = connection.open(!connection.dropsDuplicates());
    }
    kept.requireAlive();
    try (MessageProducer producer = kept.session().createProducer(target.create(kept.session()))) {
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      producer.send(write.message(kept.session(), result, file));
      if (kept.session().getTransacted()) {
        kept.session().commit();
      }
    }
  }

  private synchronized void disconnect() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
