package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.Printable;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes what became of a claimed delivery, in the way of {@link RecordProgress}. The last delivery
 * of a result ends its job.
 */
@Component
public final class RecordDelivery {

  private static final String LAST_ONE_ENDS_THE_JOB =
      "update job set state = case when state = 'delivering' and open_deliveries = 1 then 'done' else"
          + " state end, open_deliveries = open_deliveries - 1, version = version + 1, updated_at = ?"
          + " where id = ?";

  private final GroupCommit commit;
  private final Leases lease;
  private final Clock clock;

  public RecordDelivery(GroupCommit commit, Leases lease, Clock clock) {
    this.commit = commit;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * The sink has it.
   *
   * @param deliveredTo where the sink put it, for people; may be null
   */
  public boolean recordDelivered(Delivery delivery, String deliveredTo) {
    Instant now = clock.instant();
    String place = Printable.line(deliveredTo);
    String where = place == null ? "" : ": " + place;
    Sql ends = Sql.of(LAST_ONE_ENDS_THE_JOB, now, delivery.job().id());
    Sql event = event(delivery, now, "delivered", null, "delivered to " + delivery.sink() + where);
    return write(
        delivery,
        "delivered",
        now,
        Lengths.truncate(place, Lengths.PLACE),
        null,
        List.of(ends, event),
        List.of());
  }

  /** The sink did not take it; it is tried again then. */
  public boolean scheduleRetry(Delivery delivery, Cause cause, Instant dueAt) {
    Instant now = clock.instant();
    String queue = WorkSignal.queue(delivery.job().flow(), delivery.sink());
    return write(
        delivery,
        "pending",
        dueAt,
        null,
        cause,
        List.of(event(delivery, now, "pending", cause, null)),
        List.of(new Write.Wake(queue, dueAt)));
  }

  /** It is tried no more until a person replays it. */
  public boolean markDead(Delivery delivery, Cause cause) {
    Instant now = clock.instant();
    return write(
        delivery,
        "dead",
        now,
        null,
        cause,
        List.of(event(delivery, now, "dead", cause, null)),
        List.of());
  }

  /** The work has ended; when no outcome was written, the lease is renewed no more and ends. */
  public void stopRenewing(Delivery delivery) {
    lease.stopRenewing(delivery);
  }

  private static Sql event(Delivery delivery, Instant now, String state, Cause cause, String text) {
    Cause named =
        cause == null
            ? null
            : new Cause(
                cause.trouble(),
                cause.code(),
                "Delivery to " + delivery.sink() + ": " + cause.text(),
                cause.requestId());
    return Timeline.event(delivery.job().id(), now, state, delivery.attempts() + 1, named, text);
  }

  private boolean write(
      Delivery delivery,
      String state,
      Instant dueAt,
      String deliveredTo,
      Cause cause,
      List<Sql> then,
      List<Write.Wake> wakes) {
    Sql guard =
        Sql.of(
            "update delivery set state = ?, due_at = ?, owner = null, version = version + 1, claims = 0,"
                + " attempts = attempts + 1, delivered_to = ?, cause = ?, updated_at = ?"
                + " where id = ? and version = ?",
            state,
            dueAt,
            deliveredTo,
            cause == null ? null : cause.text(),
            clock.instant(),
            delivery.id(),
            delivery.version());
    Write outcome = new Write(delivery.job().id(), guard, then, wakes);
    return lease.settle(delivery, () -> commit.write(outcome));
  }
}
