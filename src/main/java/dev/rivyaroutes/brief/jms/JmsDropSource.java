package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.CloseAtStop;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsDestination;
import dev.rivyaroutes.ledger.source.Backlog;
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
  private ReadSubscription subscription;
  private Origin origin;

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
    subscription =
        new ReadSubscription(
            connections.get(connectionName),
            new Subscription(destination, destination.isTopic() ? subscriptionName : null));
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

  @Override
  public boolean hasNews() {
    return subscription.hasNews();
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    Iterator<Received> messages = subscription.messages();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return messages.hasNext();
      }

      @Override
      public ReceivedMessage next() {
        return received(messages.next());
      }
    };
  }

  private ReceivedMessage received(Received received) {
    JmsMessage message = received.message();
    String own = MessageIds.of(message, idProperty);
    return new ReceivedMessage(
        origin,
        own == null ? MessageIds.substitute(message) : own,
        own == null ? "a message without an id" : own,
        message.timestamp() == 0 ? clock.instant() : Instant.ofEpochMilli(message.timestamp()),
        new MessageBytes(JmsMessage.TYPE, () -> new ByteArrayInputStream(message.write())),
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
    subscription.settle((Received) message.handle());
  }

  @Override
  public Backlog backlog() {
    return subscription.backlog();
  }

  @Override
  public void standBy() {
    subscription.disconnect();
  }

  @Override
  public String explain(Throwable failure) {
    Throwable cause =
        failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
    String reading = subscription.explain(cause);
    return reading == null ? MessageSource.super.explain(cause) : reading;
  }
}
