package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.Printable;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Records the outcome of a claimed delivery, as {@link RecordProgress} does for jobs. The last
 * delivery of a result ends its job.
 */
@Component
public final class RecordDelivery {

  private static final String END_JOB_AFTER_LAST =
      "update job set state = case when state = 'delivering' and open_deliveries = 1 then 'done' else"
          + " state end, open_deliveries = open_deliveries - 1, version = version + 1, updated_at = ?"
          + " where id = ?";

  private final GroupCommit commit;
  private final Leases leases;
  private final Clock clock;

  public RecordDelivery(GroupCommit commit, Leases leases, Clock clock) {
    this.commit = commit;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * The sink has received it.
   *
   * @param deliveredTo where the sink stored it, for display; may be null
   */
  public boolean recordDelivered(Delivery delivery, String deliveredTo) {
    Instant now = clock.instant();
    String place = Printable.line(deliveredTo);
    String where = place == null ? "" : ": " + place;
    Sql endJob = Sql.of(END_JOB_AFTER_LAST, now, delivery.job().id());
    Sql event =
        event(
            delivery,
            now,
            DeliveryState.DELIVERED,
            null,
            "delivered to " + delivery.sink() + where);
    return write(
        delivery,
        DeliveryState.DELIVERED,
        now,
        Lengths.truncate(place, Lengths.PLACE),
        null,
        List.of(endJob, event),
        List.of());
  }

  /** The sink did not receive it; the delivery is retried then. */
  public boolean scheduleRetry(Delivery delivery, Cause cause, Instant dueAt) {
    Instant now = clock.instant();
    String queue = WorkSignal.queue(delivery.job().flow(), delivery.sink());
    return write(
        delivery,
        DeliveryState.PENDING,
        dueAt,
        null,
        cause,
        List.of(event(delivery, now, DeliveryState.PENDING, cause, null)),
        List.of(new Write.Wake(queue, dueAt)));
  }

  /** The delivery is not retried until a person replays it. */
  public boolean markDead(Delivery delivery, Cause cause) {
    Instant now = clock.instant();
    return write(
        delivery,
        DeliveryState.DEAD,
        now,
        null,
        cause,
        List.of(event(delivery, now, DeliveryState.DEAD, cause, null)),
        List.of());
  }

  /** Stops renewing the lease; without an outcome, the delivery is claimed again when it ends. */
  public void stopRenewing(Delivery delivery) {
    leases.deliveries().stopRenewing(delivery.id(), delivery.version());
  }

  private static Sql event(
      Delivery delivery, Instant now, DeliveryState state, Cause cause, String text) {
    Cause named =
        cause == null
            ? null
            : new Cause(
                cause.trouble(),
                cause.code(),
                "Delivery to " + delivery.sink() + ": " + cause.text(),
                cause.requestId());
    return Timeline.event(
        delivery.job().id(), now, state.column(), delivery.attempts() + 1, named, text);
  }

  private boolean write(
      Delivery delivery,
      DeliveryState state,
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
            state.column(),
            dueAt,
            deliveredTo,
            cause == null ? null : cause.text(),
            clock.instant(),
            delivery.id(),
            delivery.version());
    Write outcome =
        new Write(delivery.job().id(), guard, then, wakes)
            .measuredBy(meters -> measure(meters, delivery, state));
    return leases
        .deliveries()
        .settle(delivery.id(), delivery.version(), () -> commit.write(outcome));
  }

  private void measure(LedgerMeters meters, Delivery delivery, DeliveryState state) {
    String flow = delivery.job().flow();
    meters.attempted(flow, delivery.sink(), state.column());
    if (state == DeliveryState.DELIVERED && delivery.isFirstDelivery()) {
      Duration delay = Duration.between(delivery.createdAt(), clock.instant());
      meters.delivered(flow, delivery.sink(), delay);
    }
  }
}
