package dev.rivyaroutes.brief;

import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.TestLedger;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** What outlives a process of the program: the ledger, the media store, and the clock. */
public final class SourceWorld implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final int CHECKS_A_STEP = 3;

  public final SettableClock clock = new SettableClock(Instant.now());
  public final MemoryMediaStore store = new MemoryMediaStore();
  final TestLedger database = TestLedger.migrated();
  private final JdbcTemplate jdbc;
  private final Replica observer;

  public SourceWorld() {
    jdbc = new JdbcTemplate(database);
    observer = new Replica("observer", database, new Sinks(), clock);
  }

  /** The prompts of all jobs that may be paid for, in the order in which they were accepted. */
  public List<String> prompts() {
    return texts("prompt", "<>");
  }

  /** The causes of all refused jobs. */
  public List<String> refusals() {
    return jdbc.queryForList(
        "select cause from job where state = 'failed' order by id", String.class);
  }

  /**
   * Moves the clock a step every 120 ms until the condition holds: a poll begins after each step,
   * and no lease ends during a slow poll.
   */
  public void until(Duration step, Callable<Boolean> condition) {
    AtomicInteger checks = new AtomicInteger();
    await()
        .dontCatchUncaughtExceptions() // those of the system's own threads
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              if (checks.getAndIncrement() % CHECKS_A_STEP == 0) {
                clock.forward(step);
              }
              return condition.call();
            });
  }

  /** Lets three more polls begin. */
  public void pollMore(Duration step) {
    for (int i = 0; i < 3; i++) {
      clock.forward(step);
      await().dontCatchUncaughtExceptions().during(Duration.ofMillis(150)).until(() -> true);
    }
  }

  private List<String> texts(String column, String comparison) {
    return jdbc.queryForList(
        "select c.%s from job join job_content c on c.job_id = job.id where state %s 'failed' order by job.id"
            .formatted(column, comparison),
        String.class);
  }

  public JdbcTemplate jdbc() {
    return jdbc;
  }

  public Replica ledger() {
    return observer;
  }

  /** The row of the one source; null before it exists. */
  public Source source() {
    List<Source> all = observer.sources.all();
    return all.isEmpty() ? null : all.get(0);
  }

  public List<QuarantinedMessage> quarantined() {
    return observer.quarantine.search(new QuarantineSearch(null, null, null, null, null, 200));
  }

  /** Orders to take the only quarantined message again; false if that is refused. */
  boolean order(Order order) {
    return observer.replays.order(quarantined().get(0), order);
  }

  @Override
  public void close() {
    observer.close();
    database.close();
  }
}
