package dev.rivyaroutes.brief.sqs;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.message.CloseAtStop;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.brief.s3.NotifiedObjects;
import dev.rivyaroutes.connection.sqs.SqsConnection;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.ledger.source.Backlog;
import dev.rivyaroutes.media.s3.S3Connections;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The bean of the sqs-drop-source Kamelet: the messages of a queue. Camel creates one for each use.
 */
public class SqsDropSource implements MessageSource {
  /** News is polled at once; this is the time between two reports, and the first back-off. */
  private static final Duration DELAY = Duration.ofSeconds(2);

  /** A poll ends after this time, so that it is reported. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

  private final SqsConnections connections;
  private final ObjectProvider<S3Connections> stores;
  private final CamelContext camel;
  private final Clock clock;
  private final BriefProperties limits;
  private final SqsDropSettings settings = new SqsDropSettings();
  private SqsConnection connection;
  private NotifiedObjects objects;
  private ReadMessage read;
  private HeldMessages held;
  private QueueReader reader;

  SqsDropSource(
      SqsConnections connections,
      ObjectProvider<S3Connections> stores,
      CamelContext camel,
      Clock clock,
      BriefProperties limits) {
    this.connections = connections;
    this.stores = stores;
    this.camel = camel;
    this.clock = clock;
    this.limits = limits;
  }

  public SqsDropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters and the connections; wrong ones stop the start of the flow. */
  public void start() throws Exception {
    settings.check();
    connection = connections.get(settings.connection());
    if (settings.areS3Events()) {
      objects = new NotifiedObjects(stores.getObject().get(settings.s3Connection()));
    }
    Origin origin = Origin.message(kind(), settings.queue().name());
    read = new ReadMessage(settings, origin, objects, clock, limits.waitForFiles());
    held = new HeldMessages(clock);
    camel.addService(new CloseAtStop(this::standBy));
  }

  @Override
  public String kind() {
    return "sqs";
  }

  @Override
  public String address() {
    return settings.queue().name();
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
    return held.hasNext();
  }

  @Override
  public synchronized Iterator<ReceivedMessage> poll(String position) throws IOException {
    if (reader == null) {
      held = new HeldMessages(clock);
      reader = new QueueReader(connection, settings.queue(), held);
    }
    HeldMessages mine = held;
    mine.rewind();
    try {
      reader.awaitReady();
    } catch (RuntimeException e) {
      throw new QueueFailed("read", e);
    }
    long end = System.nanoTime() + LONGEST_POLL.toNanos();
    return Stream.generate(() -> System.nanoTime() - end < 0 ? mine.next() : null)
        .takeWhile(Objects::nonNull)
        .map(read::message)
        .iterator();
  }

  @Override
  public List<HandIn> open(ReceivedMessage message)
      throws IOException, MessageRefused, MessageSkipped {
    return read.open(message);
  }

  @Override
  public synchronized void acknowledge(ReceivedMessage message, boolean accepted)
      throws IOException {
    try {
      if (reader != null) {
        reader.delete((HeldMessage) message.handle());
      }
    } catch (SdkException e) {
      throw new QueueFailed("delete a message of", e);
    }
  }

  /** In a group the order counts: the poll ends, and the next one begins with the other groups. */
  @Override
  public void postpone(ReceivedMessage message, Acceptances acceptances) throws IOException {
    if (((HeldMessage) message.handle()).group() != null) {
      MessageSource.super.postpone(message, acceptances);
    }
    failed(message);
  }

  @Override
  public void failed(ReceivedMessage message) {
    held.postpone((HeldMessage) message.handle());
  }

  @Override
  public void passOver(ReceivedMessage message) throws IOException {
    acknowledge(message, false);
  }

  @Override
  public synchronized Backlog backlog() {
    return reader == null ? Backlog.UNKNOWN : reader.backlog();
  }

  @Override
  public void pollEnded() {
    if (objects != null) {
      objects.closeCurrent();
    }
  }

  /** Releases what is not settled, so that the other replicas have it at once. */
  @Override
  public synchronized void standBy() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  @Override
  public String explain(Throwable failure) {
    return failure instanceof QueueFailed
        ? connection.explain(
            "%s the queue %s".formatted(failure.getMessage(), address()), failure.getCause())
        : MessageSource.super.explain(failure);
  }
}
