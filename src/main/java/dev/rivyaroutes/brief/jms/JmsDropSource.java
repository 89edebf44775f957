package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.CloseAtStop;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.jms.JmsConnection;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsDestination;
import dev.rivyaroutes.ledger.source.Backlog;
import jakarta.jms.JMSException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The bean of the jms-drop-source Kamelet: the messages of a queue or of a durable subscription. It
 * uses the client itself, not camel-jms: that rolls back what fails, until the broker moves the
 * message away. Camel creates one for each use.
 */
public class JmsDropSource implements MessageSource {

  /** With the back-off of the polls, a broker that is back is read within 10 s. */
  private static final Duration DELAY = Duration.ofSeconds(1);

  private static final String KAMELET = "jms-drop-source";

  private final JmsConnections connections;
  private final CamelContext camel;
  private final Clock clock;
  private String connectionName = "default";
  private String from = "";
  private String subscriptionName = "";
  private String idProperty = "";
  private JmsConnection connection;
  private Subscription subscription;
  private Origin origin;
  private volatile MessageReader reader;

  JmsDropSource(JmsConnections connections, CamelContext camel, Clock clock) {
    this.connections = connections;
    this.camel = camel;
    this.clock = clock;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public void setSubscription(String subscription) {
    this.subscriptionName = subscription.strip();
  }

  public void setIdProperty(String idProperty) {
    this.idProperty = idProperty.strip();
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() throws Exception {
    JmsDestination destination = JmsDestination.parse(KAMELET, "from", from);
    Require.that(
        !destination.isTopic() || !subscriptionName.isEmpty(),
        "jms-drop-source has from: %s but no subscription, so that messages would be lost while the program is away; name a durable subscription, such as subscription: rivya-orders."
            .formatted(destination));
    Require.that(
        destination.isTopic() || subscriptionName.isEmpty(),
        "jms-drop-source has from: %s and subscription: %s, but only topics have subscriptions; remove it, or read a topic."
            .formatted(destination, subscriptionName));
    connection = connections.get(connectionName);
    subscription = new Subscription(destination, destination.isTopic() ? subscriptionName : null);
    origin = Origin.message(kind(), destination.toString());
    camel.addService(new CloseAtStop(this::standBy));
  }

  @Override
  public String kind() {
    return "jms";
  }

  @Override
  public String address() {
    return subscription.toString();
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** A lost connection is news too: the poll reports it. */
  @Override
  public boolean hasNews() {
    MessageReader now = reader;
    try {
      return now != null && now.hasNext();
    } catch (JMSException e) {
      return true;
    }
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
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
    return new NewMessages(now);
  }

  private final class NewMessages implements Iterator<ReceivedMessage> {
    private final MessageReader messages;

    NewMessages(MessageReader messages) {
      this.messages = messages;
    }

    @Override
    public boolean hasNext() {
      try {
        return messages.hasNext();
      } catch (JMSException | RuntimeException e) {
        throw new UncheckedIOException(failed(e));
      }
    }

    @Override
    public ReceivedMessage next() {
      return received(messages.next());
    }
  }

  /** The next poll connects anew; what is not committed is delivered again. */
  private IOException failed(Exception cause) {
    standBy();
    return new ReadingFailed(cause);
  }

  /** The broker cannot be read now. */
  private static final class ReadingFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private ReadingFailed(Exception cause) {
      super(cause);
    }
  }

  private ReceivedMessage received(Received received) {
    JmsMessage message = received.message();
    String own = MessageIds.of(message, idProperty);
    return new ReceivedMessage(
        origin,
        own == null ? MessageIds.substitute(message) : own,
        own == null ? "a message without an id" : own,
        JmsMessage.TYPE,
        message.timestamp() == 0 ? clock.instant() : Instant.ofEpochMilli(message.timestamp()),
        () -> new ByteArrayInputStream(message.write()),
        null,
        received);
  }

  @Override
  public List<HandIn> open(ReceivedMessage message) throws IOException, MessageRefused {
    JmsMessage content = content(message);
    if (!message.isReplay()) {
      ScreenMessage.requireId(content, idProperty);
    }
    Object body = ScreenMessage.body(content);
    return List.of(exchange -> handIn(exchange, message, content, body));
  }

  private static JmsMessage content(ReceivedMessage message) throws IOException {
    if (message.handle() instanceof Received received) {
      return received.message();
    }
    try (InputStream raw = message.raw().open()) {
      return JmsMessage.read(raw);
    }
  }

  private void handIn(Exchange exchange, ReceivedMessage message, JmsMessage content, Object body) {
    new Arrival(origin, message.id(), message.name(), content.contentType(), null).handIn(exchange);
    Map<String, String> properties = new TreeMap<>();
    content.properties().forEach((name, value) -> properties.put(name, value.toString()));
    exchange.setVariable(Variables.MESSAGE_PROPERTIES, properties);
    exchange.setVariable(Variables.RETURN_ADDRESS, JmsReturnAddress.of(content));
    exchange.getMessage().setBody(body);
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) throws IOException {
    Received received = (Received) message.handle();
    try {
      received.reader().settle(received);
    } catch (JMSException | RuntimeException e) {
      throw failed(e);
    }
  }

  @Override
  public Backlog backlog() {
    MessageReader now = reader;
    return now == null ? Backlog.UNKNOWN : now.backlog();
  }

  /** Disconnects, so that another replica gets what is not committed. */
  @Override
  public void standBy() {
    MessageReader now = reader;
    reader = null;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public String explain(Throwable failure) {
    Throwable cause =
        failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
    return cause instanceof ReadingFailed
        ? connection.explain("read " + subscription, cause.getCause())
        : MessageSource.super.explain(cause);
  }
}
