package dev.rivyaroutes.brief.kafka;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.CloseAtStop;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.kafka.KafkaConnection;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The bean of the kafka-drop-source Kamelet: the records of a topic. Camel creates one for each
 * use.
 */
public class KafkaDropSource implements MessageSource {
  /** News is polled at once; this is the time between two reports, and the first back-off. */
  private static final Duration DELAY = Duration.ofSeconds(2);

  /** A poll ends after this time, so that it is reported. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

  private final KafkaConnections connections;
  private final CamelContext camel;
  private final Clock clock;
  private String connectionName = "default";
  private String topic = "";
  private String group = "";
  private String since = "now";
  private String idHeader = "";
  private KafkaConnection connection;
  private Subscription subscription;
  private ReadRecord read;
  private volatile TopicReader reader;

  KafkaDropSource(KafkaConnections connections, CamelContext camel, Clock clock) {
    this.connections = connections;
    this.camel = camel;
    this.clock = clock;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setTopic(String topic) {
    this.topic = topic.strip();
  }

  public void setGroup(String group) {
    this.group = group.strip();
  }

  public void setSince(String since) {
    this.since = since;
  }

  public void setIdHeader(String idHeader) {
    this.idHeader = idHeader.strip();
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() throws Exception {
    Require.that(
        topic.matches("[A-Za-z0-9._-]{1,249}"),
        "kafka-drop-source has topic: \"%s\"; it must be the name of one topic, of letters, digits, dots, _ and -."
            .formatted(topic));
    Require.that(
        !group.isEmpty(),
        "kafka-drop-source has no group; name one that no other flow uses, such as group: rivya-orders.");
    connection = connections.get(connectionName);
    subscription = new Subscription(topic, group, Since.of(since));
    read = new ReadRecord(Origin.message(kind(), topic), idHeader);
    camel.addService(new CloseAtStop(this::standBy));
  }

  @Override
  public String kind() {
    return "kafka";
  }

  @Override
  public String address() {
    return "%s, group %s".formatted(topic, group);
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
  public boolean isBatched() {
    return true;
  }

  @Override
  public boolean hasNews() {
    TopicReader now = reader;
    return now != null && now.buffer().hasNext();
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    TopicReader now = reader;
    if (now == null) {
      now = new TopicReader(connection, subscription, clock);
      reader = now;
    }
    try {
      now.awaitReady();
    } catch (RuntimeException e) {
      if (now.hasEnded()) {
        standBy();
      }
      throw new ReadingFailed(e);
    }
    RecordBuffer buffer = now.buffer();
    buffer.rewind();
    long end = System.nanoTime() + LONGEST_POLL.toNanos();
    return Stream.generate(() -> System.nanoTime() - end < 0 ? buffer.next() : null)
        .takeWhile(Objects::nonNull)
        .map(read::message)
        .iterator();
  }

  /** The topic cannot be read now. */
  private static final class ReadingFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private ReadingFailed(RuntimeException cause) {
      super(cause);
    }
  }

  @Override
  public List<HandIn> open(ReceivedMessage message)
      throws IOException, MessageRefused, MessageSkipped {
    return read.open(message);
  }

  /** The offset is committed soon; until then a restart reads the record again. */
  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) {
    ((Fetched) message.handle()).settle();
  }

  @Override
  public void passOver(ReceivedMessage message) {
    acknowledge(message, false);
  }

  @Override
  public Backlog backlog() {
    TopicReader now = reader;
    return now == null ? Backlog.UNKNOWN : now.buffer().backlog();
  }

  /** Leaves the group, so that the other replicas take over at once. */
  @Override
  public void standBy() {
    TopicReader now = reader;
    reader = null;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public String explain(Throwable failure) {
    return failure instanceof ReadingFailed
        ? connection.explain(
            "read the topic %s as group %s".formatted(topic, group), failure.getCause())
        : MessageSource.super.explain(failure);
  }
}
