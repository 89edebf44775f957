package dev.rivyaroutes.brief;

import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.TestLedger;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What outlives a process of the program: the ledger, the media store, and the clock. */
public final class SourceWorld implements AutoCloseable {
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
