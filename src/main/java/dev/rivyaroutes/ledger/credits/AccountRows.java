package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What all replicas must know of an account: its pause and its rate budget. */
@Component
public final class AccountRows {

  /**
   * An account's pause.
   *
   * @param cause why
   * @param since when it began
   * @param retryAt when one job may try whether it is mended
   * @param pauses how many in a row
   * @param keyMark the fingerprint of the key that was refused
   * @param call the kind of call whose scope the key lacks; null when all calls are refused
   */
  public record Pause(
      Cause cause, Instant since, Instant retryAt, int pauses, String keyMark, CallKind call) {

    /** Whether only what sends something is refused: what Rivya works on can still be looked at. */
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

  /** Makes the row of an account, where there is none. */
  public void register(String account) {
    Integer found =
        jdbc.queryForObject("select count(*) from account where name = ?", Integer.class, account);
    if (found == null || found == 0) {
      try {
        jdbc.update(
            "insert into account (name, pauses, next_call_at) values (?, 0, ?)", account, now());
      } catch (DuplicateKeyException e) {
        // Another replica was faster; the row is what was wanted.
        return;
      }
    }
  }

  public Optional<Pause> pause(String account) {
    return jdbc
        .query(
            "select * from account where name = ? and trouble is not null",
            (row, i) ->
                new Pause(
                    new Cause(
                        Trouble.fromColumn(row.getString("trouble")),
                        row.getString("code"),
                        row.getString("cause"),
                        null),
                    JobRows.instant(row, "paused_at"),
                    JobRows.instant(row, "retry_at"),
                    row.getInt("pauses"),
                    row.getString("key_mark"),
                    CallKind.fromColumn(row.getString("refused_call"))),
            account)
        .stream()
        .findFirst();
  }

  /**
   * Pauses an account, or prolongs a pause whose time to try has come. Refusals of one trouble and
   * key at the same moment are one pause: only the first changes anything, or one that holds more.
   *
   * @param call the kind of call whose scope is lacking; null for all calls
   * @param pauses how many in a row this one makes
   * @return whether it was the first
   */
  public boolean pause(
      String account, Cause cause, CallKind call, Instant retryAt, int pauses, String keyMark) {
    boolean holdsLooks = call == null || call == CallKind.STATUS;
    return jdbc.update(
            "update account set trouble = ?, code = ?, cause = ?,"
                + " paused_at = coalesce(paused_at, ?), retry_at = ?, pauses = ?, key_mark = ?,"
                + " refused_call = ?"
                + " where name = ? and pauses = ?"
                + " and (trouble is null or trouble <> ? or retry_at <= ? or key_mark <> ?"
                + " or (? and refused_call <> 'status'))",
            cause.trouble().word(),
            cause.code(),
            cause.text(),
            now(),
            retryAt.atOffset(ZoneOffset.UTC),
            pauses,
            keyMark,
            call == null ? null : call.column(),
            account,
            pauses - 1,
            cause.trouble().word(),
            now(),
            keyMark,
            holdsLooks)
        == 1;
  }

  /** Ends the pause. */
  public void resume(String account) {
    jdbc.update(RESUME, account);
  }

  /** Ends the pause if it is for this code, and says whether it was. */
  public boolean resume(String account, String code) {
    return jdbc.update(RESUME + " and code = ?", account, code) == 1;
  }

  /**
   * Slots of an account's rate budget.
   *
   * @param first when the first one begins; the others follow at the interval
   * @param heldUntil until when Rivya asked all callers to wait; in the past when it did not
   */
  public record Slots(Instant first, Instant blockedUntil) {}

  /**
   * Takes the next free slots of the account's rate budget, over all replicas; none where the first
   * one begins too late.
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
            jdbc.update(
                "update account set next_call_at = ? where name = ?",
                free.first().plus(interval.multipliedBy(slots)).atOffset(ZoneOffset.UTC),
                account);
          }
          return free;
        });
  }

  private static Slots free(ResultSet row, Instant now) throws SQLException {
    Instant held = JobRows.instant(row, "held_until");
    Instant heldUntil = held == null ? Instant.EPOCH : held;
    Instant first =
        Stream.of(JobRows.instant(row, "next_call_at"), heldUntil, now)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new Slots(first, heldUntil);
  }

  /** Nobody calls for this account before then. */
  public void blockUntil(String account, Instant until) {
    OffsetDateTime at = until.atOffset(ZoneOffset.UTC);
    jdbc.update(
        "update account set held_until = ? where name = ?"
            + " and (held_until is null or held_until < ?)",
        at,
        account,
        at);
  }

  /** Whether Rivya works on something for the account, or it is to be looked at again. */
  public boolean awaitsResults(String account) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from job where stage = ? and account = ?)",
            Boolean.class,
            Stage.POLL.column(),
            account));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
