package dev.rivyaroutes.ledger.events;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.lease.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The webhook endpoints that the program registers. One replica at a time handles an endpoint,
 * under a lease and its fencing version.
 */
@Component
public final class WebhookEndpoints {

  static final String MINE = " where account = ? and version = ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final Clock clock;

  public WebhookEndpoints(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
  }

  Instant endOfLease() {
    return leases.unrenewedEndFrom(clock.instant());
  }

  public Optional<WebhookEndpoint> find(String account) {
    return Sql.of("select * from webhook_endpoint where account = ?", account)
        .first(jdbc, WebhookEndpoints::endpoint);
  }

  /** Registers the address of an account in place of an earlier one, and makes its poll due. */
  public void register(String account, String url) {
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
                + " owner = null, version = version + 1, attempts = 0, cause = null,"
                + " disabled_since = null where account = ? and url <> ?",
            url,
            now,
            account,
            url);
    Sql poll =
        Sql.of(
            "update webhook_endpoint set due_at = ?"
                + " where account = ? and url = ? and owner is null and due_at > ?",
            now,
            account,
            url,
            now);
    if (!write(account, insert) && !write(account, change)) {
      write(account, poll);
    }
  }

  /** Claims the endpoint as it was read, if it is due and no replica has claimed it since. */
  public Optional<WebhookEndpoint> claim(WebhookEndpoint found) {
    Instant now = clock.instant();
    Sql take =
        Sql.of(
            "update webhook_endpoint set owner = ?, due_at = ?, version = version + 1" + MINE,
            leases.owner(),
            endOfLease(),
            found.account(),
            found.version());
    return found.polls().dueAt().isAfter(now) || !write(found.account(), take)
        ? Optional.empty()
        : find(found.account()).filter(row -> row.version() == found.version() + 1);
  }

  /** The endpoint is registered at Rivya; polls next then, or now if a rotation is requested. */
  public void recordPolled(WebhookEndpoint claimed, String endpointId, String cause, Instant next) {
    write(claimed.account(), recordPolled(claimed, endpointId, cause, next, null));
  }

  /**
   * The same for an endpoint to which Rivya does not send. If that is new, the jobs that wait for
   * an event are polled now.
   */
  public void recordDisabled(
      WebhookEndpoint claimed, String endpointId, String cause, Instant next) {
    Instant now = clock.instant();
    boolean isNew = claimed.disabledSince() == null;
    Instant since = isNew ? now : claimed.disabledSince();
    Sql guard = recordPolled(claimed, endpointId, cause, next, since);
    String account = claimed.account();
    Sql poll =
        Sql.of(
            "update job set due_at = ? where account = ? and stage = 'poll' and state = 'waiting'"
                + " and owner is null and due_at > ?",
            now,
            account,
            now);
    Write.Wake wake = new Write.Wake(WorkSignal.queue(Stage.POLL, account), now);
    commit.write(
        isNew
            ? new Write(account, guard, List.of(poll), List.of(wake))
            : new Write(account, guard));
  }

  private Sql recordPolled(
      WebhookEndpoint claimed, String endpointId, String cause, Instant next, Instant disabled) {
    Instant now = clock.instant();
    return Sql.of(
        "update webhook_endpoint set endpoint_id = ?, due_at = case when rotate = ? then ?"
            + " else ? end, owner = null, version = version + 1, attempts = 0, cause = ?,"
            + " looked_at = ?, disabled_since = ?"
            + MINE,
        endpointId,
        claimed.rotation().due(),
        next,
        now,
        Cause.truncated(cause),
        now,
        disabled,
        claimed.account(),
        claimed.version());
  }

  /** The poll failed and is retried then. */
  public void recordFailed(WebhookEndpoint claimed, String cause, Instant next) {
    write(
        claimed.account(),
        Sql.of(
            "update webhook_endpoint set due_at = ?, owner = null, version = version + 1,"
                + " attempts = attempts + 1, cause = ?"
                + MINE,
            next,
            Cause.truncated(cause),
            claimed.account(),
            claimed.version()));
  }

  private boolean write(String account, Sql guard) {
    return commit.write(new Write(account, guard));
  }

  private static WebhookEndpoint endpoint(ResultSet row, int n) throws SQLException {
    return new WebhookEndpoint(
        row.getString("account"),
        row.getString("url"),
        row.getString("endpoint_id"),
        row.getLong("version"),
        new WebhookEndpoint.Rotation(
            row.getBoolean("rotate"),
            row.getString("ordered_by"),
            Columns.instant(row, "ordered_at")),
        new WebhookEndpoint.Polls(
            Columns.instant(row, "due_at"),
            row.getInt("attempts"),
            row.getString("cause"),
            Columns.instant(row, "looked_at")),
        Columns.instant(row, "disabled_since"));
  }
}
