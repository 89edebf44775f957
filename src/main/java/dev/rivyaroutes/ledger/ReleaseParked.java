package dev.rivyaroutes.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets jobs that were parked for a used-up budget go on before it begins anew, when it has room
 * again: its cap was raised or removed, or a reserved job has cost less. Only a hint: what goes on
 * reserves its credits like any other, and is parked again when it does not fit after all.
 */
public final class ReleaseParked {

  private static final int BATCH = 200;
  private static final String PARKED =
      "state = 'parked' and trouble = 'budget' and stage = 'submit' and due_at > ?";

  private record Queue(String account, String flow) {}

  private record Waiting(String id, BigDecimal price) {}

  private final JdbcTemplate jdbc;
  private final Budgets budgets;
  private final WorkSignal signal;
  private final Clock clock;

  ReleaseParked(JdbcTemplate jdbc, Budgets budgets, WorkSignal signal, Clock clock) {
    this.jdbc = jdbc;
    this.budgets = budgets;
    this.signal = signal;
    this.clock = clock;
  }

  /** Makes as many jobs due as now fit, and returns how many. */
  public int release() {
    Instant now = clock.instant();
    List<Queue> queues =
        jdbc.query(
            "select distinct account, flow from job where " + PARKED,
            (row, n) -> new Queue(row.getString("account"), row.getString("flow")),
            now.atOffset(ZoneOffset.UTC));
    int released = 0;
    for (Queue queue : queues) {
      int some = release(queue, now);
      if (some > 0) {
        signal.due(WorkSignal.queue(Stage.SUBMIT, queue.account()), now);
      }
      released += some;
    }
    return released;
  }

  private int release(Queue queue, Instant now) {
    BigDecimal room = room(queue, LocalDate.ofInstant(now, ZoneOffset.UTC));
    int released = 0;
    List<String> fit;
    do {
      fit = new ArrayList<>();
      for (Waiting job : next(queue, now)) {
        if (room == null || job.price().compareTo(room) <= 0) {
          room = room == null ? null : room.subtract(job.price());
          fit.add(job.id());
        }
      }
      released += makeDue(fit, now);
    } while (fit.size() == BATCH);
    return released;
  }

  /** The least room of all caps of the queue; null when there is no cap. */
  private BigDecimal room(Queue queue, LocalDate today) {
    return budgets.of(queue.account(), queue.flow()).stream()
        .map(cap -> cap.credits().subtract(budgets.used(cap, today)))
        .min(BigDecimal::compareTo)
        .orElse(null);
  }

  private List<Waiting> next(Queue queue, Instant now) {
    return jdbc.query(
        "select id, coalesce(estimated_credits, 0) as price from job where flow = ? and account = ?"
            + " and "
            + PARKED
            + " order by id fetch first ? rows only",
        (row, n) -> new Waiting(row.getString("id"), row.getBigDecimal("price")),
        queue.flow(),
        queue.account(),
        now.atOffset(ZoneOffset.UTC),
        BATCH);
  }

  private int makeDue(List<String> ids, Instant now) {
    if (ids.isEmpty()) {
      return 0;
    }
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    return jdbc.update(
        "update job set due_at = ? where id = any(?) and " + PARKED, at, JobRows.array(ids), at);
  }
}
