package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.SpendDelta;
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
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reserves the credits of jobs before they are sent, within the transaction that claims them. The
 * rows of their budgets stay locked until its end, so that all replicas together never reserve more
 * than a cap. A job that no longer fits is parked until the cap begins anew.
 */
public final class ReserveCredits {

  public static final String USED_UP = "budget_used_up";
  static final String PRICE_UNKNOWN = "price_unknown";
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
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
   * What became of a batch of jobs.
   *
   * @param jobs those that may go on, with their estimates and what they hold; the others are
   *     parked
   * @param alerts what is to be told once it is committed
   */
  public record Reserved(List<Job> jobs, List<String> alerts) {}

  /**
   * Takes part in the transaction of the claim. Jobs that hold credits already keep them. Where
   * there is no cap a job holds nothing until Rivya has it, and the claim costs no statement more.
   */
  public Reserved reserve(List<Job> jobs, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Map<Cap, RemainingBudget> rooms = rooms(jobs, today);
    List<Job> reserved = new ArrayList<>();
    List<SpendDelta> tallies = new ArrayList<>();
    for (Job found : jobs) {
      Job job = estimated(found);
      List<RemainingBudget> mine =
          budgets.of(job.account(), job.flow()).stream().map(rooms::get).toList();
      if (job.reservation() != null || mine.isEmpty()) {
        reserved.add(job);
      } else if (job.sentAt() != null || fits(job, mine, today, now)) {
        // What may have been sent may be paid for: it counts, whatever is left.
        BigDecimal price =
            job.estimatedCredits() == null ? BigDecimal.ZERO : job.estimatedCredits();
        mine.forEach(room -> room.take(price));
        reserved.add(job.withReservation(price, new Reservation(price, today)));
        tallies.add(new SpendDelta(job.account(), job.flow(), today, price, BigDecimal.ZERO));
      }
    }
    add(tallies);
    List<String> told = new ArrayList<>();
    rooms.values().forEach(room -> alerts.budget(room, now).ifPresent(told::add));
    return new Reserved(reserved, told);
  }

  /** What a job costs is told by the price of today, until something of it may be out. */
  private Job estimated(Job job) {
    if (job.reservation() != null || (job.sentAt() != null && job.estimatedCredits() != null)) {
      return job;
    }
    BigDecimal today = estimates.of(job.account(), job.model());
    return today == null ? job : job.withReservation(today, job.reservation());
  }

  /** Whether the job is within all its caps; else it is parked. */
  private boolean fits(Job job, List<RemainingBudget> rooms, LocalDate today, Instant now) {
    BigDecimal price = job.estimatedCredits();
    if (price == null) {
      park(job, PRICE_UNKNOWN, unknownPrice(job), now.plus(ASK_AGAIN), now);
      return false;
    }
    RemainingBudget full =
        rooms.stream().filter(room -> !room.fits(price)).findFirst().orElse(null);
    if (full != null) {
      park(job, USED_UP, full.refuse(price), full.cap.resetsAt(today), now);
    }
    return full == null;
  }

  private void add(List<SpendDelta> tallies) {
    if (!tallies.isEmpty()) {
      jdbc.execute(
          (ConnectionCallback<Void>)
              connection -> {
                SpendDelta.add(connection, tallies);
                return null;
              });
    }
  }

  /** The caps of these jobs and what is used of them, locked in the same order by everybody. */
  private Map<Cap, RemainingBudget> rooms(List<Job> jobs, LocalDate today) {
    Map<String, List<Cap>> byOwner = new TreeMap<>();
    for (Job job : jobs) {
      List<Cap> caps =
          job.reservation() == null ? budgets.of(job.account(), job.flow()) : List.<Cap>of();
      caps.forEach(cap -> byOwner.put(cap.owner(), budgets.of(cap.scope(), cap.name())));
    }
    Map<Cap, RemainingBudget> rooms = new LinkedHashMap<>();
    for (List<Cap> caps : byOwner.values()) {
      budgets.lock(caps.get(0).scope(), caps.get(0).name());
      caps.forEach(
          cap -> rooms.put(cap, new RemainingBudget(cap, today, budgets.used(cap, today))));
    }
    return rooms;
  }

  private static String unknownPrice(Job job) {
    return "There is a cap on credits, and it is not known yet what model "
        + job.model()
        + " costs. It goes on by itself once Rivya has told.";
  }

  private void park(Job job, String code, String text, Instant until, Instant now) {
    Cause cause = new Cause(Trouble.BUDGET, code, text, null);
    jdbc.update(
        PARK,
        until.atOffset(ZoneOffset.UTC),
        cause.code(),
        cause.text(),
        job.estimatedCredits(),
        now.atOffset(ZoneOffset.UTC),
        job.id());
    if (!job.hasCauseCode(code)) {
      Timeline.event(job.id(), now, JobState.PARKED.column(), job.attempts(), cause, null)
          .run(jdbc);
    }
  }
}
