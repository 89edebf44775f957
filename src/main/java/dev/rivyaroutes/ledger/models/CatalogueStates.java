package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Recent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The revisions and due times of all catalogues, read together for accounts that ask often. */
@Component
public final class CatalogueStates {

  private record State(long revision, Instant dueAt) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final Recent<Map<String, State>> states = new Recent<>(Duration.ofSeconds(1), this::read);

  public CatalogueStates(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Whether the models are others than those of this revision, or their next read is due, as of a
   * second ago at most.
   */
  public boolean isWorthALook(String baseUrl, long revision) {
    State last = states.get().get(baseUrl);
    return last == null || last.revision() != revision || !last.dueAt().isAfter(clock.instant());
  }

  private Map<String, State> read() {
    Map<String, State> found = new HashMap<>();
    jdbc.query(
        "select base_url, revision, due_at from catalogue",
        row -> {
          found.put(
              row.getString("base_url"),
              new State(row.getLong("revision"), Columns.instant(row, "due_at")));
        });
    return found;
  }
}
