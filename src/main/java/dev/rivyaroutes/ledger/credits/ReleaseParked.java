package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.JobRows;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets jobs that were parked for a used-up budget go on before it begins anew, when it has room
 * again: its cap was raised or removed, or a reserved job has cost less. Only a hint: what goes on
 * reserves its credits like any other, and is parked again when it does not fit after all.
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

  /** The jobs that wait, by stage, account and the time until which they would. */
  private static String parked(String code) {
    return "stage = ? and account = ? and due_at > ? and state = 'parked' and code = '"
        + code
        + "'";
  }

  /** Makes as many jobs due as now fit, and returns how many. */
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

  /** Prices have been told: the jobs of the account that wait for theirs are due. */
  public void releasePriced(String account) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    for (Stage stage : STAGES) {
      int due =
          jdbc.update(
              "update job set due_at = ? where " + UNPRICED, now, stage.column(), account, now);
      if (due > 0) {
        signal.signal(WorkSignal.queue(stage, account), clock.instant());
      }
    }
  }

  private int release(Stage stage, String account, Instant now) {
    List<String> flows =
        jdbc.queryForList(
            "select distinct flow from job where " + USED_UP,
            String.class,
            stage.column(),
            account,
            now.atOffset(ZoneOffset.UTC));
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
    BigDecimal room = room(queue, LocalDate.ofInstant(now, ZoneOffset.UTC));
    int released = 0;
    List<Waiting> next;
    List<String> fit;
    do {
      next = next(queue, now, room);
      fit = new ArrayList<>();
      for (Waiting job : next) {
        if (room == null || job.price().compareTo(room) <= 0) {
          room = room == null ? null : room.subtract(job.price());
          fit.add(job.id());
        }
      }
      released += makeDue(queue, fit, now);
    } while (next.size() == BATCH);
    return released;
  }

  /** The least room of all caps of the queue; null when there is no cap. */
  private BigDecimal room(Queue queue, LocalDate today) {
    return budgets.of(queue.account(), queue.flow()).stream()
        .map(cap -> cap.credits().subtract(budgets.used(cap, today)))
        .min(BigDecimal::compareTo)
        .orElse(null);
  }

  /** The oldest that fit, each by itself: dear ones in front hold up nobody. */
  private List<Waiting> next(Queue queue, Instant now, BigDecimal room) {
    return jdbc.query(
        "select id, coalesce(estimated_credits, 0) as price from job where "
            + USED_UP
            + " and flow = ? and coalesce(estimated_credits, 0) <= ?"
            + " order by id fetch first ? rows only",
        (row, n) -> new Waiting(row.getString("id"), row.getBigDecimal("price")),
        queue.stage().column(),
        queue.account(),
        now.atOffset(ZoneOffset.UTC),
        queue.flow(),
        room == null ? ANY_PRICE : room,
        BATCH);
  }

  private int makeDue(Queue queue, List<String> ids, Instant now) {
    if (ids.isEmpty()) {
      return 0;
    }
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    return jdbc.update(
        "update job set due_at = ? where id = any(?) and " + USED_UP,
        at,
        JobRows.array(ids),
        queue.stage().column(),
        queue.account(),
        at);
  }
}
