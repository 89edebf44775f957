package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.SpendDelta;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Reservation;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reserves the credits of jobs before they are sent, in the transaction that claims them. It locks
 * the rows of the budgets, so that all replicas together never reserve more than a cap, and never
 * waits for a lock: one thread claims for all accounts. A job that does not fit is parked until the
 * next period of the cap.
 */
public final class ReserveCredits {

  public static final String USED_UP = "budget_used_up";
  static final String PRICE_UNKNOWN = "price_unknown";
  private static final Duration PRICE_RETRY = Duration.ofMinutes(1);
  private static final String PARK =
      "update job set state = 'parked', due_at = ?, version = version + 1, trouble = 'budget',"
          + " code = ?, cause = ?, request_id = null, estimated_credits = ?, updated_at = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final Budgets budgets;
  private final EstimateCredits estimates;
  private final CreditAlerts alerts;

  public ReserveCredits(JdbcTemplate jdbc, Budgets budgets, EstimateCredits estimates) {
    this.jdbc = jdbc;
    this.budgets = budgets;
    this.estimates = estimates;
    this.alerts = new CreditAlerts(jdbc);
  }

  /**
   * The result of a reservation.
   *
   * @param jobs the jobs that can be sent, with their estimates and reservations
   * @param locked how many jobs are left as they are, because another transaction has a budget of
   *     theirs; all others are parked
   * @param alerts the alerts to be logged after the commit
   */
  public record Reserved(List<Job> jobs, int locked, List<String> alerts) {}

  /**
   * Takes part in the transaction of the claim. Existing reservations are kept. Without a cap a job
   * reserves nothing until Rivya has accepted it, and no statement is executed.
   */
  public Reserved reserve(List<Job> jobs, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Map<Cap, RemainingBudget> budgetsByCap = lockBudgets(jobs, today);
    List<Job> reserved = new ArrayList<>();
    List<SpendDelta> deltas = new ArrayList<>();
    int locked = 0;
    for (Job found : jobs) {
      Job job = estimated(found);
      List<RemainingBudget> mine =
          budgets.of(job.account(), job.flow()).stream()
              .map(budgetsByCap::get)
              .collect(Collectors.toList());
      if (job.reservation() != null || mine.isEmpty()) {
        reserved.add(job);
      } else if (mine.contains(null)) {
        locked++;
      } else if (job.sentAt() != null || fits(job, mine, today, now)) {
        // It may have been sent and paid for, so it counts even if it exceeds the cap.
        BigDecimal price =
            job.estimatedCredits() == null ? BigDecimal.ZERO : job.estimatedCredits();
        mine.forEach(budget -> budget.take(price));
        reserved.add(job.withReservation(price, new Reservation(price, today)));
        deltas.add(
            new SpendDelta(
                job.account(),
                job.flow(),
                job.model(),
                today,
                price,
                BigDecimal.ZERO,
                BigDecimal.ZERO));
      }
    }
    add(deltas);
    List<String> logged = new ArrayList<>();
    budgetsByCap.values().forEach(budget -> alerts.budget(budget, now).ifPresent(logged::add));
    return new Reserved(reserved, locked, logged);
  }

  /** The estimate is updated to the current price until the job may have been sent. */
  private Job estimated(Job job) {
    if (job.reservation() != null || (job.sentAt() != null && job.estimatedCredits() != null)) {
      return job;
    }
    BigDecimal today = estimates.of(job.account(), job.model());
    return today == null ? job : job.withReservation(today, job.reservation());
  }

  /** Whether the job is within all its caps; otherwise it is parked. */
  private boolean fits(Job job, List<RemainingBudget> remaining, LocalDate today, Instant now) {
    BigDecimal price = job.estimatedCredits();
    if (price == null) {
      park(job, PRICE_UNKNOWN, unknownPrice(job), now.plus(PRICE_RETRY), now);
      return false;
    }
    RemainingBudget full =
        remaining.stream().filter(budget -> !budget.fits(price)).findFirst().orElse(null);
    if (full != null) {
      park(job, USED_UP, full.refuse(price), full.cap.resetsAt(today), now);
    }
    return full == null;
  }

  private void add(List<SpendDelta> deltas) {
    if (!deltas.isEmpty()) {
      jdbc.execute(
          (ConnectionCallback<Void>)
              connection -> {
                SpendDelta.add(connection, deltas);
                return null;
              });
    }
  }

  /** The budgets of the jobs, without those that another transaction has locked. */
  private Map<Cap, RemainingBudget> lockBudgets(List<Job> jobs, LocalDate today) {
    Map<String, List<Cap>> byOwner = new TreeMap<>();
    for (Job job : jobs) {
      List<Cap> caps =
          job.reservation() == null ? budgets.of(job.account(), job.flow()) : List.<Cap>of();
      caps.forEach(cap -> byOwner.put(cap.owner(), budgets.of(cap.scope(), cap.name())));
    }
    Map<Cap, RemainingBudget> locked = new LinkedHashMap<>();
    for (List<Cap> caps : byOwner.values()) {
      if (budgets.lock(caps.get(0).scope(), caps.get(0).name())) {
        caps.forEach(
            cap -> locked.put(cap, new RemainingBudget(cap, today, budgets.used(cap, today))));
      }
    }
    return locked;
  }

  private static String unknownPrice(Job job) {
    return "The job was not sent, because it has a cap and the price of model %s is not known yet. It is released once the model catalogue has been read."
        .formatted(job.model());
  }

  private void park(Job job, String code, String text, Instant until, Instant now) {
    Cause cause = new Cause(Trouble.BUDGET, code, text, null);
    Sql.of(PARK, until, cause.code(), cause.text(), job.estimatedCredits(), now, job.id())
        .run(jdbc);
    if (!job.hasCauseCode(code)) {
      Timeline.event(job.id(), now, JobState.PARKED.column(), job.attempts(), cause, null)
          .run(jdbc);
    }
  }
}
