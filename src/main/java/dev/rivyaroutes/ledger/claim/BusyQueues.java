package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Recent;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which queues hold anything, due or not, as of a second ago at most. It is read for all queues
 * together, at the cost of an index look-up for each that does, so that an idle queue costs no
 * query of its own.
 */
@Component
public final class BusyQueues {

  /** A little less than the second between two checks of a queue. */
  private static final Duration MAX_AGE = Duration.ofMillis(900);

  private static final String NEXT_OF_JOBS =
      "select stage, account from job where stage is not null and (stage, account) > (?, ?)"
          + " order by stage, account limit 1";

  private static final String NEXT_OF_DELIVERIES =
      "select flow, sink from delivery where state <> 'delivered' and state = 'pending' and (flow, sink) > (?, ?)"
          + " order by state, flow, sink limit 1";

  private record Key(String first, String second) {}

  private final JdbcTemplate jdbc;
  private final Recent<Set<Key>> jobs = new Recent<>(MAX_AGE, () -> keys(NEXT_OF_JOBS));
  private final Recent<Set<Key>> deliveries = new Recent<>(MAX_AGE, () -> keys(NEXT_OF_DELIVERIES));

  public BusyQueues(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public boolean hasJobs(Stage stage, String account) {
    return jobs.get().contains(new Key(stage.column(), account));
  }

  /** Whether the account has jobs in any stage. */
  public boolean hasJobs(String account) {
    return jobs.get().stream().anyMatch(key -> key.second().equals(account));
  }

  public boolean hasDeliveries(String flow, String sink) {
    return deliveries.get().contains(new Key(flow, sink));
  }

  private Set<Key> keys(String next) {
    Set<Key> keys = new HashSet<>();
    Optional<Key> found = after(next, new Key("", ""));
    while (found.isPresent()) {
      keys.add(found.get());
      found = after(next, found.get());
    }
    return keys;
  }

  private Optional<Key> after(String next, Key last) {
    return Sql.of(next, last.first(), last.second())
        .first(jdbc, (row, n) -> new Key(row.getString(1), row.getString(2)));
  }
}
