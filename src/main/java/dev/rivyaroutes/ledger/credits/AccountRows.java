package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The pause and the rate limit of each account, shared by all replicas. */
@Component
public final class AccountRows {

  /**
   * The pause of an account.
   *
   * @param retryAt when one job may test whether the cause has ended
   * @param pauses the number of pauses in a row
   * @param keyMark the fingerprint of the refused key
   * @param call the kind of call whose scope the key lacks; null if all calls are refused
   */
  public record Pause(
      Cause cause, Instant since, Instant retryAt, int pauses, String keyMark, CallKind call) {

    /** Whether only sending is refused, so that running tasks can still be polled. */
    public boolean affectsOnlySubmission() {
      return call != null && call != CallKind.STATUS;
    }
  }

  private static final String RESUME =
      "update account set trouble = null, code = null, cause = null, paused_at = null,"
          + " retry_at = null, pauses = 0, key_mark = null, refused_call = null where name = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public AccountRows(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Inserts the row of an account if there is none. */
  public void register(String account) {
    Sql.of(
            "insert into account (name, pauses, next_call_at) select ?, 0, ?"
                + " where not exists (select 1 from account where name = ?)",
            account,
            clock.instant(),
            account)
        .insert(jdbc);
  }

  /** The pauses of all accounts, by the account's name. */
  public Map<String, Pause> pauses() {
    return jdbc
        .query(
            "select * from account where trouble is not null",
            (row, n) -> Map.entry(row.getString("name"), pause(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Optional<Pause> pause(String account) {
    return Sql.of("select * from account where name = ? and trouble is not null", account)
        .first(jdbc, (row, n) -> pause(row));
  }

  private static Pause pause(ResultSet row) throws SQLException {
    return new Pause(
        new Cause(
            Trouble.fromColumn(row.getString("trouble")),
            row.getString("code"),
            row.getString("cause"),
            null),
        Columns.instant(row, "paused_at"),
        Columns.instant(row, "retry_at"),
        row.getInt("pauses"),
        row.getString("key_mark"),
        CallKind.fromColumn(row.getString("refused_call")));
  }

  /**
   * Pauses an account, or extends a pause whose retry has failed. Of several refusals with the same
   * trouble and key, only the first changes anything, or one that refuses more kinds of calls.
   *
   * @param call the kind of call whose scope the key lacks; null for all calls
   * @param pauses the number of pauses in a row, with this one
   * @return whether it was the first
   */
  public boolean pause(
      String account, Cause cause, CallKind call, Instant retryAt, int pauses, String keyMark) {
    boolean refusesPolls = call == null || call == CallKind.STATUS;
    return Sql.of(
                "update account set trouble = ?, code = ?, cause = ?,"
                    + " paused_at = coalesce(paused_at, ?), retry_at = ?, pauses = ?, key_mark = ?,"
                    + " refused_call = ?"
                    + " where name = ? and pauses = ?"
                    + " and (trouble is null or trouble <> ? or retry_at <= ? or key_mark <> ?"
                    + " or (? and refused_call <> 'status'))",
                cause.trouble().word(),
                cause.code(),
                cause.text(),
                clock.instant(),
                retryAt,
                pauses,
                keyMark,
                call == null ? null : call.column(),
                account,
                pauses - 1,
                cause.trouble().word(),
                clock.instant(),
                keyMark,
                refusesPolls)
            .run(jdbc)
        == 1;
  }

  public void resume(String account) {
    jdbc.update(RESUME, account);
  }

  /** Ends the pause if it has this code, and returns whether it had. */
  public boolean resume(String account, String code) {
    return jdbc.update(RESUME + " and code = ?", account, code) == 1;
  }

  /**
   * Slots of an account's rate limit.
   *
   * @param first the start of the first slot; the others follow at the interval
   * @param blockedUntil until when Rivya has asked to wait; in the past if it has not
   */
  public record Slots(Instant first, Instant blockedUntil) {}

  /**
   * Claims the next free slots of the account's rate limit; none if the first one starts after the
   * latest.
   */
  public Slots claimSlots(String account, Duration interval, int slots, Instant latest) {
    return transaction.execute(
        status -> {
          Slots free =
              jdbc.queryForObject(
                  "select next_call_at, held_until from account where name = ? for update",
                  (row, n) -> free(row, clock.instant()),
                  account);
          if (!free.first().isAfter(latest)) {
            Sql.of(
                    "update account set next_call_at = ? where name = ?",
                    free.first().plus(interval.multipliedBy(slots)),
                    account)
                .run(jdbc);
          }
          return free;
        });
  }

  private static Slots free(ResultSet row, Instant now) throws SQLException {
    Instant until = Columns.instant(row, "held_until");
    Instant blockedUntil = until == null ? Instant.EPOCH : until;
    Instant first =
        Stream.of(Columns.instant(row, "next_call_at"), blockedUntil, now)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new Slots(first, blockedUntil);
  }

  /** No replica makes a call of the account before then. */
  public void blockUntil(String account, Instant until) {
    Sql.of(
            "update account set held_until = ? where name = ?"
                + " and (held_until is null or held_until < ?)",
            until,
            account,
            until)
        .run(jdbc);
  }

  public boolean awaitsResults(String account) {
    return Sql.of("select id from job where stage = 'poll' and account = ? limit 1", account)
        .first(jdbc, (row, n) -> true)
        .isPresent();
  }
}
