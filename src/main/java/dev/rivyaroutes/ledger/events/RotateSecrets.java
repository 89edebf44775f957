package dev.rivyaroutes.ledger.events;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.orders.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The encrypted secrets of the webhook endpoints. A rotation is committed before its call, so that
 * it is repeated if the response with the secret is lost.
 */
@Component
public final class RotateSecrets {

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final WebhookEndpoints endpoints;
  private final Clock clock;

  public RotateSecrets(
      GroupCommit commit, JdbcTemplate jdbc, WebhookEndpoints endpoints, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  /**
   * Requests a rotation now.
   *
   * @return false if there is no endpoint yet
   */
  public boolean requestRotation(String account, Order order) {
    Instant now = clock.instant();
    Sql guard =
        Sql.of(
            "update webhook_endpoint set rotate = true, ordered_by = ?, ordered_at = ?,"
                + " due_at = case when owner is null then ? else due_at end"
                + " where account = ? and endpoint_id is not null",
            order.by(),
            now,
            now,
            account);
    Sql audit =
        order.done(
            Action.ROTATE_SECRET,
            account,
            "Rivya is asked for a new secret; the former ones stay valid for a time.",
            now);
    return commit.write(new Write(account, guard, List.of(audit), List.of()));
  }

  /**
   * Commits that a call creates a new secret, before the call.
   *
   * @return the endpoint under a new lease; empty if another replica has taken it over
   */
  public Optional<WebhookEndpoint> beginRotation(WebhookEndpoint claimed) {
    Sql guard =
        Sql.of(
            "update webhook_endpoint set rotate = true, due_at = ?, version = version + 1"
                + WebhookEndpoints.MINE,
            endpoints.endOfLease(),
            claimed.account(),
            claimed.version());
    if (!write(claimed.account(), guard)) {
      return Optional.empty();
    }
    return endpoints.find(claimed.account()).filter(row -> row.version() == claimed.version() + 1);
  }

  /**
   * Stores a new secret; the former ones stay valid during the overlap. If another replica has
   * taken over meanwhile, it is unknown which secret is the newest at Rivya: both are valid, and
   * the secret is rotated again.
   *
   * @return whether this replica still had the claim
   */
  public boolean storeSecret(
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
    Sql deleteExpired =
        Sql.of("delete from webhook_secret where account = ? and ends_at <= ?", account, now);
    Sql guard =
        Sql.of(
            "update webhook_endpoint set endpoint_id = ?, rotate = false, due_at = ?, owner = null,"
                + " version = version + 1, attempts = 0, cause = null, looked_at = ?"
                + WebhookEndpoints.MINE,
            endpointId,
            next,
            now,
            account,
            claimed.version());
    if (commit.write(new Write(account, guard, List.of(end, insert, deleteExpired), List.of()))) {
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

  /** The valid secrets, encrypted, newest first. */
  public List<String> validSecrets(String account) {
    return Sql.of(
            "select sealed from webhook_secret where account = ? and (ends_at is null or ends_at > ?)"
                + " order by id desc",
            account,
            clock.instant())
        .query(jdbc, (row, n) -> row.getString(1));
  }

  private boolean write(String account, Sql guard) {
    return commit.write(new Write(account, guard));
  }
}
