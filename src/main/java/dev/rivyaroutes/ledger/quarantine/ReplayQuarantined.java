package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The orders to take quarantined messages again. A source claims an order under a lease before it
 * hands the message in, so that two replicas never do so at the same time. If a process crashes in
 * between, another one repeats it: the ledger makes one job of it.
 */
@Component
public final class ReplayQuarantined {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayQuarantined.class);

  /** The timeline of the refused job shows the order, as long as there is such a job. */
  static final String EVENT =
      "insert into job_event (job_id, at, state, attempt, text) select id, ?, state, 0, ?"
          + " from job where id = ?";

  private static final String GONE =
      "Its bytes are not kept. Hand it in again, or have its sender send it again.";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final RecordOrders refused;
  private final RecordReplay record;
  private final Clock clock;

  public ReplayQuarantined(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.refused = new RecordOrders(commit, clock);
    this.record = new RecordReplay(commit, clock);
    this.clock = clock;
  }

  /** The queue that is signaled when an order for a route is committed. */
  public static String queue(String route) {
    return "quarantine/" + route;
  }

  /**
   * Orders that the source takes a message again. An order that is refused is recorded too.
   *
   * @param kept whether the media store has the bytes with this SHA-256, and will keep them
   * @throws OrderRefused if it is ordered or taken already, or its bytes are not kept
   */
  public void order(QuarantinedMessage message, Order order, Predicate<String> kept)
      throws OrderRefused {
    RawMessage raw = message.message().raw();
    boolean gone = raw == null || !kept.test(raw.sha256());
    if (gone || !order(message, order)) {
      String why = gone ? GONE : whyNot(message.id());
      refused.refused(order, Action.TAKE_AGAIN, message.id(), why);
      throw new OrderRefused(gone ? Why.MEDIA_GONE : Why.STATE, why);
    }
  }

  /**
   * The same for bytes that are kept.
   *
   * @return false if it is ordered or taken already, or its bytes are not kept
   */
  public boolean order(QuarantinedMessage message, Order order) {
    Instant now = clock.instant();
    String route = message.message().key().route();
    String reason = order.reason();
    Sql guard =
        Sql.of(
            "update quarantine set state = 'ordered', ordered_at = ?, ordered_by = ?,"
                + " order_reason = ?, outcome = null, owner = null, due_at = ?,"
                + " version = version + 1 where id = ? and state = 'kept' and sha256 is not null",
            now,
            order.by(),
            Cause.truncated(reason),
            now,
            message.id());
    String text =
        "%s ordered to take the quarantined message %s again%s"
            .formatted(order.by(), message.id(), reason == null ? "" : " (" + reason + ")");
    Write.Wake wake = new Write.Wake(queue(route), now);
    List<Sql> then =
        List.of(
            Sql.of(EVENT, now, Cause.truncated(text), message.message().refusal().jobId()),
            order.done(
                Action.TAKE_AGAIN,
                message.id(),
                "The source of route " + route + " takes it again at its next poll.",
                now));
    boolean ordered = commit.write(new Write(message.id(), guard, then, List.of(wake)));
    if (ordered) {
      LOG.info("Route {}: {}", route, text);
    }
    return ordered;
  }

  private String whyNot(String id) {
    return Sql.of("select * from quarantine where id = ? and state = 'taken'", id)
        .first(jdbc, QuarantineRows::read)
        .map(taken -> "The message was taken again before. " + taken.outcome())
        .orElse("The message is ordered already; its source takes it at its next poll.");
  }

  /** Claims the oldest order for a route that no process carries out; empty if there is none. */
  public Optional<QuarantinedMessage> claim(String route) {
    Instant now = clock.instant();
    List<QuarantinedMessage> ordered =
        Sql.of(
                "select * from quarantine where route = ? and state = 'ordered' and due_at <= ?"
                    + " order by ordered_at, id limit 10",
                route,
                now)
            .query(jdbc, QuarantineRows::read);
    for (QuarantinedMessage found : ordered) {
      Sql take =
          Sql.of(
              "update quarantine set owner = ?, due_at = ?, version = version + 1 where id = ?"
                  + " and version = ? and state = 'ordered'",
              leases.owner(),
              leases.unrenewedEndFrom(now),
              found.id(),
              found.version());
      if (commit.write(new Write(found.id(), take))) {
        return find(found.id(), found.version() + 1);
      }
    }
    return Optional.empty();
  }

  private Optional<QuarantinedMessage> find(String id, long version) {
    return Sql.of("select * from quarantine where id = ? and version = ?", id, version)
        .first(jdbc, QuarantineRows::read);
  }

  /**
   * The replay made jobs; false if another process has claimed the order since. The refused job
   * stays as it is; it and the jobs that the order made refer to each other.
   *
   * @param made the jobs that were made now
   * @param known the other jobs of its briefs; those since the order were made by it, too, before a
   *     crash
   */
  public boolean recordTaken(
      QuarantinedMessage claimed, String outcome, List<String> made, List<String> known) {
    return record.taken(claimed, outcome, made, known);
  }

  /** The message is refused again, for this reason; it stays in the quarantine. */
  public boolean recordRefused(QuarantinedMessage claimed, Refusal refusal) {
    return record.refused(claimed, refusal);
  }

  /** The replay failed without an outcome, and may be claimed again from then on. */
  public boolean retry(QuarantinedMessage claimed, String cause, Instant then) {
    return record.retry(claimed, cause, then);
  }
}
