package dev.rivyaroutes.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.engine.Loops;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.testing.LogLines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimLoopTest {

  private static final String ENDLESS = "work without an end";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Due queue = new Due("test");
  private final Due other = new Due("other");
  private final BlockingQueue<String> worked = new LinkedBlockingQueue<>();
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger mostAtWork = new AtomicInteger();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Heartbeats hearts = new Heartbeats();
  private final Loops.Database database = new Loops.Database();
  private final WorkSignal signal = new WorkSignal();
  private final ClaimLoop<String> loop =
      new ClaimLoops(signal, Clock.systemUTC(), database, hearts)
          .of("test", List.of(queue, other), this::begin);
  private volatile int threadsLeft = Integer.MAX_VALUE;

  private void begin(WorkQueue<String> from, String work, Runnable done) {
    if (work.equals(ENDLESS)) {
      return;
    }
    if (threadsLeft == 0) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    threadsLeft--;
    mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
    workers.execute(
        () -> {
          atWork.decrementAndGet();
          done.run();
          worked.add(work);
        });
  }

  @AfterEach
  void end() {
    loop.close();
    workers.shutdownNow();
  }

  @Test
  void pollsWhileItIsIdleAndClaimsWhatOthersLeft() {
    loop.start();
    await().atMost(LONG).until(() -> queue.polls.get() >= 2);
    assertThat(queue.claims).hasValue(1);

    queue.due.add("left by another replica");
    await().atMost(LONG).until(() -> worked.size() == 1);
  }

  @Test
  void worksOffABacklogWithinItsRoom() {
    IntStream.range(0, 300).forEach(i -> queue.due.add("work " + i));
    loop.start();

    await().atMost(LONG).until(() -> worked.size() == 300);
    assertThat(worked).doesNotHaveDuplicates();
    assertThat(mostAtWork).hasValueLessThanOrEqualTo(queue.concurrency());
  }

  @Test
  void releasesWhatNoThreadCouldBegin() {
    threadsLeft = 2;
    queue.due.addAll(List.of("a", "b", "c", "d", "e"));
    loop.start();

    await().atMost(LONG).until(() -> queue.released.size() == 3);
    assertThat(queue.released).containsExactly("c", "d", "e");
    await().atMost(LONG).until(() -> worked.size() == 2);

    threadsLeft = Integer.MAX_VALUE;
    IntStream.range(0, 8).forEach(i -> queue.due.add("later " + i));
    await().atMost(LONG).until(() -> worked.size() == 10);
    await().atMost(LONG).until(() -> loop.atWork() == 0);
    assertThat(hearts.stalled()).isEmpty();
  }

  @Test
  void sendsNothingToADatabaseThatIsUnavailable() {
    database.away = true;
    loop.start();
    queue.due.add("waits");
    signal.signal("test", Instant.EPOCH);
    await().atMost(LONG).until(() -> database.asked.get() >= 2);
    assertThat(queue.claims).hasValue(0);
    assertThat(queue.polls).hasValue(0);

    database.away = false;
    await().atMost(LONG).until(() -> worked.size() == 1);
  }

  /** The time between them has no room in nanoseconds. */
  @Test
  void pollsWhileItsNextWorkIsDueInCenturies() {
    queue.next = Instant.parse("2999-01-01T00:00:00Z");
    try (LogLines lines = LogLines.of(ClaimLoop.class)) {
      loop.start();
      await().atMost(LONG).until(() -> queue.polls.get() >= 2);
      assertThat(lines.all()).isEmpty();
    }
    assertThat(queue.claims).hasValue(1);

    queue.due.add("left by another replica");
    await().atMost(LONG).until(() -> worked.size() == 1);
  }

  @Test
  void isSilentOnceItsThreadHasEnded() {
    database.deadly = true;
    queue.fails = true;
    loop.start();
    await().atMost(LONG).until(() -> hearts.stalled().equals(List.of("claim test")));
  }

  @Test
  void continuesAfterAnInterruptAndLogsIt() {
    try (LogLines lines = LogLines.of(ClaimLoop.class)) {
      loop.start();
      await().atMost(LONG).until(() -> queue.claims.get() >= 1);

      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("claim test"))
          .forEach(Thread::interrupt);

      await().atMost(LONG).until(() -> lines.all().size() == 1);
      assertThat(lines.all().get(0)).contains("claim test", "was interrupted");
      queue.due.add("after the interrupt");
      await().atMost(LONG).until(() -> worked.size() == 1);
    }
  }

  @Test
  void servesAQueueWhileAnotherHasNoRoom() {
    IntStream.range(0, 20).forEach(i -> queue.due.add(ENDLESS));
    loop.start();
    await().atMost(LONG).until(() -> queue.due.size() == 20 - queue.concurrency());

    IntStream.range(0, 100).forEach(i -> other.due.add("work " + i));
    signal.signal("other", Instant.EPOCH);

    await().atMost(LONG).until(() -> worked.size() == 100);
    assertThat(queue.due).hasSize(20 - queue.concurrency());
    assertThat(loop.atWork()).isGreaterThanOrEqualTo(queue.concurrency());
  }

  @Test
  void servesAQueueWhileTheClaimsOfAnotherFail() {
    queue.fails = true;
    queue.due.add("work that cannot be claimed yet");
    other.due.add("other work");
    loop.start();

    await().atMost(LONG).until(() -> worked.size() == 1 && queue.claims.get() >= 2);
    assertThat(worked).containsExactly("other work");

    queue.fails = false;
    await().atMost(LONG).until(() -> worked.size() == 2);
  }

  /** Work that is due now, and counts of how often it was asked for. */
  private static final class Due implements WorkQueue<String> {
    private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();
    private final BlockingQueue<String> released = new LinkedBlockingQueue<>();
    private final String name;
    private volatile boolean fails;
    private volatile Instant next;

    private Due(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int concurrency() {
      return 8;
    }

    @Override
    public int admits() {
      return Integer.MAX_VALUE;
    }

    @Override
    public List<String> claim(int max) {
      claims.incrementAndGet();
      if (fails) {
        throw new OutOfMemoryError("no room for the claim");
      }
      List<String> claimed = new ArrayList<>();
      due.drainTo(claimed, max);
      return claimed;
    }

    @Override
    public boolean hasDue() {
      polls.incrementAndGet();
      return !due.isEmpty();
    }

    @Override
    public Optional<Instant> nextDue() {
      return Optional.ofNullable(next);
    }

    @Override
    public void release(String work) {
      released.add(work);
    }

    @Override
    public void fill(Exchange exchange, String work) {}

    @Override
    public void settle(Exchange exchange, String work) {}
  }
}
