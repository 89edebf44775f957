package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A system with numbered messages, whose texts say what goes wrong with them. */
final class TestMessages implements MessageSource {
  static final Origin ORIGIN = Origin.message("test", "box");

  final List<String> box = new CopyOnWriteArrayList<>();
  final List<String> acknowledged = new CopyOnWriteArrayList<>();
  final Map<String, Integer> opened = new ConcurrentHashMap<>();
  volatile boolean away;
  volatile boolean acknowledges = true;
  volatile boolean news;
  volatile boolean batched;
  volatile Instant oldestAt;
  volatile CountDownLatch hang;
  volatile boolean hangs;
  volatile int polls;

  /** With it, the source begins with what arrives after its first poll has begun. */
  volatile boolean beginsNow;

  private int beginning;
  private boolean unreadable;
  volatile int standBys;

  @Override
  public String kind() {
    return "test";
  }

  @Override
  public String address() {
    return "box";
  }

  @Override
  public Duration delay() {
    return Duration.ofMinutes(1);
  }

  @Override
  public boolean isBatched() {
    return batched;
  }

  @Override
  public boolean hasNews() {
    return news;
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    polls++;
    news = false;
    awaitRelease();
    if (away) {
      throw new IOException("the box is away");
    }
    if (position == null && beginsNow) {
      beginning = box.size();
      unreadable = true;
    }
    int settled = position == null ? (beginsNow ? beginning : 0) : Integer.parseInt(position);
    if (unreadable) {
      unreadable = false;
      return failing();
    }
    return Stream.iterate(settled, n -> n < box.size(), n -> n + 1).map(this::message).iterator();
  }

  private static Iterator<ReceivedMessage> failing() {
    return Stream.<ReceivedMessage>generate(
            () -> {
              throw new UncheckedIOException(new IOException("the box closed"));
            })
        .iterator();
  }

  @Override
  public String beginning() {
    return beginsNow ? Integer.toString(beginning) : null;
  }

  private void awaitRelease() throws IOException {
    CountDownLatch latch = hang;
    hang = null;
    if (latch != null) {
      hangs = true;
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private ReceivedMessage message(int n) {
    String text = box.get(n);
    return new ReceivedMessage(
        ORIGIN,
        text,
        "name of " + text,
        Instant.EPOCH,
        new MessageBytes(
            "text/plain", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
        Integer.toString(n + 1),
        n);
  }

  @Override
  public List<HandIn> open(ReceivedMessage message)
      throws IOException, MessageRefused, MessageSkipped {
    String text;
    try (InputStream in = message.raw().open()) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    opened.merge(text, 1, Integer::sum);
    if (text.startsWith("automatic")) {
      throw new MessageSkipped("it is automatic");
    }
    if (text.startsWith("forged") && !message.isReplay()) {
      throw new MessageRefused("sender-not-proven", "Nobody proves the sender.");
    }
    if (text.startsWith("broken")) {
      throw new IllegalArgumentException("open bracket");
    }
    if (text.startsWith("corrupt")) {
      throw new MessageUnreadable("the box said NO", null);
    }
    return Stream.of(text.split("\\|")).map(part -> handIn(message, part)).toList();
  }

  private static HandIn handIn(ReceivedMessage message, String text) {
    return exchange -> {
      new Arrival(ORIGIN, message.id() + "/" + text, text + ".txt").handIn(exchange);
      exchange.setVariable(Variables.RETURN_ADDRESS, Map.of("test.to", "ada"));
      exchange.getMessage().setBody(text);
    };
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) throws IOException {
    if (!acknowledges) {
      throw new IOException("the box is full");
    }
    acknowledged.add(message.id() + (accepted ? "" : " refused"));
  }

  @Override
  public Backlog backlog() {
    return new Backlog((long) box.size() - acknowledged.size(), oldestAt);
  }

  @Override
  public void standBy() {
    standBys++;
  }
}
