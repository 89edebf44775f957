package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Lengths;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The pauses of accounts that persons ordered, and the jobs that wait for their end. Such a pause
 * is independent of one that Rivya causes: it ends by an order only.
 */
@Component
public class AccountOrders {

  /** The code of the cause of a job that waits. */
  public static final String CODE = "account_paused";

  private static final int BATCH = 500;

  /** The stages are named, so that the index is used. */
  private static final List<Stage> STAGES = List.of(Stage.SUBMIT, Stage.TURN);

  private static final String WAITS =
      "stage = ? and account = ? and due_at > ? and state = 'parked' and code = '" + CODE + "'";

  /** Usually none: so nothing is written each minute. */
  private static final String RELEASABLE =
      "select a.name from account a where a.ordered_by is null and exists (select 1 from job"
          + " where stage = ? and account = a.name and due_at > ? and state = 'parked' and code = '"
          + CODE
          + "')";

  private static final String NOT_PAUSED =
      " and not exists (select 1 from account a where a.name = ? and a.ordered_by is not null)";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final WorkSignal signal;
  private final Clock clock;

  public AccountOrders(GroupCommit commit, JdbcTemplate jdbc, WorkSignal signal, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * A pause.
   *
   * @param reason in the words of who ordered it; may be null
   */
  public record OrderedPause(String by, String reason, Instant since) {

    /** Who paused the account and why, for people. */
    public String text(String account) {
      return "Account %s was paused by %s%s."
          .formatted(account, by, reason == null ? "" : " (" + reason + ")");
    }
  }

  /** All, by the account's name. */
  public Map<String, OrderedPause> all() {
    return jdbc
        .query(
            "select * from account where ordered_by is not null",
            (row, n) -> Map.entry(row.getString("name"), read(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Optional<OrderedPause> of(String account) {
    return Sql.of("select * from account where name = ? and ordered_by is not null", account)
        .first(jdbc, (row, n) -> read(row));
  }

  private static OrderedPause read(ResultSet row) throws SQLException {
    return new OrderedPause(
        row.getString("ordered_by"),
        row.getString("order_reason"),
        Columns.instant(row, "ordered_at"));
  }

  /**
   * Pauses an account.
   *
   * @param audit the row of the order, which is committed with it
   * @return false if it is paused already by an order; nothing is changed then
   */
  public boolean pause(String account, OrderedPause pause, Sql audit) {
    Sql update =
        Sql.of(
            "update account set ordered_by = ?, order_reason = ?, ordered_at = ?"
                + " where name = ? and ordered_by is null",
            Lengths.truncate(pause.by(), Lengths.CALLER),
            Cause.truncated(pause.reason()),
            pause.since(),
            account);
    return commit.write(new Write(account, update, List.of(audit), List.of()));
  }

  /**
   * Ends such a pause. Its jobs are released afterwards, by {@link #release}.
   *
   * @param audit the row of the order, which is committed with it
   * @return false if there is none; nothing is changed then
   */
  public boolean resume(String account, Sql audit) {
    Sql update =
        Sql.of(
            "update account set ordered_by = null, order_reason = null, ordered_at = null"
                + " where name = ? and ordered_by is not null",
            account);
    return commit.write(new Write(account, update, List.of(audit), List.of()));
  }

  /** Releases all jobs that still wait for accounts which are not paused any more. */
  public void release() {
    STAGES.stream()
        .flatMap(
            stage ->
                Sql.of(RELEASABLE, stage.column(), clock.instant())
                    .query(jdbc, (row, n) -> row.getString("name"))
                    .stream())
        .distinct()
        .forEach(account -> releaseOf(account, Integer.MAX_VALUE));
  }

  /**
   * Releases jobs of an account, unless it is paused again: in batches, which lock little.
   *
   * @param most the most batches; {@link #release()} releases the others within a minute
   */
  public void releaseOf(String account, int most) {
    for (Stage stage : STAGES) {
      int released;
      int batches = 0;
      do {
        Instant now = clock.instant();
        released =
            Sql.of(
                    "update job set due_at = ? where "
                        + WAITS
                        + " and id in (select id from job where "
                        + WAITS
                        + " order by due_at, id limit "
                        + BATCH
                        + ")"
                        + NOT_PAUSED,
                    now,
                    stage.column(),
                    account,
                    now,
                    stage.column(),
                    account,
                    now,
                    account)
                .run(jdbc);
        if (released > 0) {
          signal.signal(WorkSignal.queue(stage, account), now);
        }
      } while (released == BATCH && ++batches < most);
    }
  }

  /**
   * Releases one job if its account is not paused. Called after the job was parked, because the
   * account may have been resumed just before.
   */
  public void releaseIfResumed(Job job) {
    Instant now = clock.instant();
    Sql release =
        Sql.of(
            "update job set due_at = ? where " + WAITS + " and id = ?" + NOT_PAUSED,
            now,
            job.kind().first().column(),
            job.account(),
            now,
            job.id(),
            job.account());
    commit.write(
        new Write(job.id(), release, List.of(), WorkSignal.wakeSending(job.account(), now)));
  }
}
