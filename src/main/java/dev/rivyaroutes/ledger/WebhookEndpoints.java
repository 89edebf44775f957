package dev.rivyaroutes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The program's webhook endpoints. One replica at a time works on an endpoint, under a lease and
 * the fence of its version. That a call may make a new secret is committed before the call, so that
 * a secret whose answer was lost is asked for again.
 */
public final class WebhookEndpoints {

  /** Longer than the calls of one look may take together. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final String MINE = " where account = ? and version = ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Lease lease;
  private final Clock clock;

  WebhookEndpoints(GroupCommit commit, JdbcTemplate jdbc, Lease lease, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  public Optional<WebhookEndpoint> find(String account) {
    return jdbc
        .query(
            "select * from webhook_endpoint where account = ?", (row, i) -> endpoint(row), account)
        .stream()
        .findFirst();
  }

  /** This is the account's address from now on; whoever says so last is right. */
  public void want(String account, String url) {
    Instant now = clock.instant();
    Sql insert =
        Sql.of(
            "insert into webhook_endpoint (account, url, rotate, due_at, version, attempts)"
                + " select ?, ?, true, ?, 0, 0"
                + " where not exists (select 1 from webhook_endpoint where account = ?)",
            account,
            url,
            now,
            account);
    Sql change =
        Sql.of(
            "update webhook_endpoint set url = ?, endpoint_id = null, rotate = true, due_at = ?,"
                + " owner = null, version = version + 1, attempts = 0, cause = null"
                + " where account = ? and url <> ?",
            url,
            now,
            account,
            url);
    if (!write(account, insert)) {
      write(account, change);
    }
  }

  /** Takes the endpoint of this address for a look, when it is due and nobody else has it. */
  public Optional<WebhookEndpoint> claim(String account, String url) {
    Instant now = clock.instant();
    return find(account)
        .filter(found -> found.url().equals(url) && !found.dueAt().isAfter(now))
        .filter(
            found ->
                write(
                    account,
                    Sql.of(
                        "update webhook_endpoint set owner = ?, due_at = ?, version = version + 1"
                            + MINE,
                        lease.owner(),
                        now.plus(LEASE),
                        account,
                        found.version())))
        .flatMap(found -> find(account).filter(row -> row.version() == found.version() + 1));
  }

  /**
   * A call that makes a new secret is about to go out.
   *
   * @return the endpoint under a new lease; empty when another has taken it over
   */
  public Optional<WebhookEndpoint> expectSecret(WebhookEndpoint claimed) {
    Sql guard =
        Sql.of(
            "update webhook_endpoint set rotate = true, due_at = ?, version = version + 1" + MINE,
            clock.instant().plus(LEASE),
            claimed.account(),
            claimed.version());
    if (!write(claimed.account(), guard)) {
      return Optional.empty();
    }
    return find(claimed.account()).filter(row -> row.version() == claimed.version() + 1);
  }

  /**
   * Keeps a new secret; the others hold until the overlap is over. When another replica has taken
   * over meanwhile, nobody knows which secret is the newest at Rivya: both hold, and the secret is
   * rotated again.
   *
   * @return whether it was the only one
   */
  public boolean keepSecret(
      WebhookEndpoint claimed, String endpointId, String sealed, Duration overlap, Instant next) {
    Instant now = clock.instant();
    String account = claimed.account();
    Sql insert =
        Sql.of(
            "insert into webhook_secret (account, sealed, created_at) values (?, ?, ?)",
            account,
            sealed,
            now);
    Sql end =
        Sql.of(
            "update webhook_secret set ends_at = ? where account = ? and ends_at is null",
            now.plus(overlap),
            account);
    Sql forget =
        Sql.of("delete from webhook_secret where account = ? and ends_at <= ?", account, now);
    Sql guard =
        Sql.of(
            "update webhook_endpoint set endpoint_id = ?, rotate = false, due_at = ?, owner = null,"
                + " version = version + 1, attempts = 0, cause = null, looked_at = ?"
                + MINE,
            endpointId,
            next,
            now,
            account,
            claimed.version());
    if (commit.write(new Write(account, guard, List.of(end, insert, forget), List.of()))) {
      return true;
    }
    Sql again =
        Sql.of(
            "update webhook_endpoint set rotate = true, due_at = case when owner is null then ?"
                + " else due_at end where account = ?",
            now,
            account);
    commit.write(new Write(account, again, List.of(insert), List.of()));
    return false;
  }

  /** Rivya knows the endpoint, and nothing is to be done until then; an order goes before. */
  public void looked(WebhookEndpoint claimed, String endpointId, String cause, Instant next) {
    Instant now = clock.instant();
    write(
        claimed.account(),
        Sql.of(
            "update webhook_endpoint set endpoint_id = ?, due_at = case when rotate = ? then ?"
                + " else ? end, owner = null, version = version + 1, attempts = 0, cause = ?,"
                + " looked_at = ?"
                + MINE,
            endpointId,
            claimed.rotate(),
            next,
            now,
            cause,
            now,
            claimed.account(),
            claimed.version()));
  }

  /** The look failed; there will be another then. */
  public void failed(WebhookEndpoint claimed, String cause, Instant next) {
    write(
        claimed.account(),
        Sql.of(
            "update webhook_endpoint set due_at = ?, owner = null, version = version + 1,"
                + " attempts = attempts + 1, cause = ?"
                + MINE,
            next,
            Cause.fitText(cause),
            claimed.account(),
            claimed.version()));
  }

  /**
   * Orders a new secret, at once.
   *
   * @return false when there is no endpoint yet
   */
  public boolean orderRotation(String account, String by) {
    Instant now = clock.instant();
    return write(
        account,
        Sql.of(
            "update webhook_endpoint set rotate = true, ordered_by = ?, ordered_at = ?,"
                + " due_at = case when owner is null then ? else due_at end"
                + " where account = ? and endpoint_id is not null",
            by,
            now,
            now,
            account));
  }

  /** The secrets that hold now, encrypted, the newest first. */
  public List<String> secrets(String account) {
    return jdbc.queryForList(
        "select sealed from webhook_secret where account = ? and (ends_at is null or ends_at > ?)"
            + " order by id desc",
        String.class,
        account,
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  private boolean write(String account, Sql guard) {
    return commit.write(new Write(account, guard, List.of(), List.of()));
  }

  private static WebhookEndpoint endpoint(ResultSet row) throws SQLException {
    return new WebhookEndpoint(
        row.getString("account"),
        row.getString("url"),
        row.getString("endpoint_id"),
        row.getBoolean("rotate"),
        row.getString("ordered_by"),
        JobRows.instant(row, "ordered_at"),
        JobRows.instant(row, "due_at"),
        row.getLong("version"),
        row.getInt("attempts"),
        row.getString("cause"),
        JobRows.instant(row, "looked_at"));
  }
}
