package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds where jobs are due. It claims nothing, and costs much less than a claim. */
@Component
public final class FindDueJobs {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public FindDueJobs(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The flows that have a job due in this stage. */
  public List<String> flowsDue(Stage stage, String account) {
    return jdbc.queryForList(
        "select distinct flow from job where stage = ? and account = ? and due_at <= ?",
        String.class,
        stage.column(),
        account,
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  /** The accounts that have jobs in this stage, due now or later. Each costs one index look-up. */
  public Set<String> accounts(Stage stage) {
    Set<String> accounts = new TreeSet<>();
    Optional<String> next = accountAfter(stage, "");
    while (next.isPresent()) {
      accounts.add(next.get());
      next = accountAfter(stage, next.get());
    }
    return accounts;
  }

  private Optional<String> accountAfter(Stage stage, String account) {
    return jdbc
        .queryForList(
            "select account from job where stage = ? and account > ?"
                + " order by stage, account, due_at fetch first 1 rows only",
            String.class,
            stage.column(),
            account)
        .stream()
        .findFirst();
  }

  /** Whether a job of this stage is due. */
  public boolean hasDue(Stage stage, String account) {
    return !jdbc.queryForList(
            "select id from job where stage = ? and account = ? and due_at <= ?"
                + " order by stage, account, due_at fetch first 1 rows only",
            String.class,
            stage.column(),
            account,
            clock.instant().atOffset(ZoneOffset.UTC))
        .isEmpty();
  }

  /** When the next job of this stage falls due, after now. */
  public Optional<Instant> nextDue(Stage stage, String account) {
    return jdbc
        .query(
            "select due_at from job where stage = ? and account = ? and due_at > ?"
                + " order by stage, account, due_at fetch first 1 rows only",
            (row, i) -> JobRows.instant(row, "due_at"),
            stage.column(),
            account,
            clock.instant().atOffset(ZoneOffset.UTC))
        .stream()
        .findFirst();
  }
}
