package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Due queue = new Due();
  private final BlockingQueue<String> worked = new LinkedBlockingQueue<>();
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger mostAtWork = new AtomicInteger();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final ClaimLoop<String> loop = new ClaimLoop<>(queue, Clock.systemUTC(), this::begin);

  private void begin(String work, Runnable done) {
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
  void looksWhileItIsIdleAndClaimsWhatOthersLeft() {
    loop.start();
    await().atMost(LONG).until(() -> queue.looks.get() >= 2);
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

  /** Work that is due now, and counts of how often it was asked for. */
  private static final class Due implements WorkQueue<String> {
    private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public String name() {
      return "test";
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
      List<String> claimed = new ArrayList<>();
      due.drainTo(claimed, max);
      return claimed;
    }

    @Override
    public boolean hasDue() {
      looks.incrementAndGet();
      return !due.isEmpty();
    }

    @Override
    public Optional<Instant> nextDue() {
      return Optional.empty();
    }

    @Override
    public void fill(Exchange exchange, String work) {}

    @Override
    public void settle(Exchange exchange, String work) {}
  }
}
