package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.JobRows;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Releases jobs that were parked for an exhausted budget before its next period, once credits are
 * available again: a cap was raised or removed, or a job has cost less than reserved. A released
 * job reserves its credits like any other, and is parked again if they are not available after all.
 */
@Component
public final class ReleaseParked {

  private static final int BATCH = 200;
  private static final BigDecimal ANY_PRICE = BigDecimal.TEN.pow(12);
  private static final List<Stage> STAGES = Stream.of(Stage.values()).filter(Stage::sends).toList();
  private static final String USED_UP = parked(ReserveCredits.USED_UP);
  private static final String UNPRICED = parked(ReserveCredits.PRICE_UNKNOWN);

  private record Queue(Stage stage, String account, String flow) {}

  private record Waiting(String id, BigDecimal price) {}

  private final JdbcTemplate jdbc;
  private final Budgets budgets;
  private final WorkSignal signal;
  private final Clock clock;

  public ReleaseParked(JdbcTemplate jdbc, Budgets budgets, WorkSignal signal, Clock clock) {
    this.jdbc = jdbc;
    this.budgets = budgets;
    this.signal = signal;
    this.clock = clock;
  }

  private static String parked(String code) {
    return "stage = ? and account = ? and due_at > ? and state = 'parked' and code = '"
        + code
        + "'";
  }

  /** Releases as many jobs as the budgets allow, and returns how many. */
  public int release() {
    Instant now = clock.instant();
    int released = 0;
    for (String account : budgets.accounts()) {
      for (Stage stage : STAGES) {
        released += release(stage, account, now);
      }
    }
    return released;
  }

  /** Releases the jobs of the account that wait for the price of their model. */
  public void releasePriced(String account) {
    Instant now = clock.instant();
    for (Stage stage : STAGES) {
      Sql release =
          Sql.of("update job set due_at = ? where " + UNPRICED, now, stage.column(), account, now);
      if (release.run(jdbc) > 0) {
        signal.signal(WorkSignal.queue(stage, account), now);
      }
    }
  }

  private int release(Stage stage, String account, Instant now) {
    List<String> flows =
        Sql.of("select distinct flow from job where " + USED_UP, stage.column(), account, now)
            .query(jdbc, (row, n) -> row.getString(1));
    int released = 0;
    for (String flow : flows) {
      released += release(new Queue(stage, account, flow), now);
    }
    if (released > 0) {
      signal.signal(WorkSignal.queue(stage, account), now);
    }
    return released;
  }

  private int release(Queue queue, Instant now) {
    BigDecimal remaining = remaining(queue, LocalDate.ofInstant(now, ZoneOffset.UTC));
    int released = 0;
    List<Waiting> next;
    List<String> fit;
    do {
      next = next(queue, now, remaining);
      fit = new ArrayList<>();
      for (Waiting job : next) {
        if (remaining == null || job.price().compareTo(remaining) <= 0) {
          remaining = remaining == null ? null : remaining.subtract(job.price());
          fit.add(job.id());
        }
      }
      released += makeDue(queue, fit, now);
    } while (next.size() == BATCH);
    return released;
  }

  /** The smallest remainder of all caps of the queue; null if there is no cap. */
  private BigDecimal remaining(Queue queue, LocalDate today) {
    return budgets.of(queue.account(), queue.flow()).stream()
        .map(cap -> cap.credits().subtract(budgets.used(cap, today)))
        .min(BigDecimal::compareTo)
        .orElse(null);
  }

  /** The oldest jobs that fit, each by itself, so that expensive jobs do not block others. */
  private List<Waiting> next(Queue queue, Instant now, BigDecimal remaining) {
    return Sql.of(
            "select id, coalesce(estimated_credits, 0) as price from job where "
                + USED_UP
                + " and flow = ? and coalesce(estimated_credits, 0) <= ?"
                + " order by id limit ?",
            queue.stage().column(),
            queue.account(),
            now,
            queue.flow(),
            remaining == null ? ANY_PRICE : remaining,
            BATCH)
        .query(jdbc, (row, n) -> new Waiting(row.getString("id"), Columns.credits(row, "price")));
  }

  private int makeDue(Queue queue, List<String> ids, Instant now) {
    if (ids.isEmpty()) {
      return 0;
    }
    return Sql.of(
            "update job set due_at = ? where id = any(?) and " + USED_UP,
            now,
            JobRows.array(ids),
            queue.stage().column(),
            queue.account(),
            now)
        .run(jdbc);
  }
}
