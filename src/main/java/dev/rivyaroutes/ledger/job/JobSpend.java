package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.SpendDelta;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What an update of a job changes in the credits that are reserved and spent on a day. */
final class JobSpend {

  private final Job job;
  private final Instant now;
  private final List<SpendDelta> deltas = new ArrayList<>();

  JobSpend(Job job, Instant now) {
    this.job = job;
    this.now = now;
  }

  /**
   * Reserves credits in place of the reservation before, and returns them.
   *
   * @param credits null keeps the reservation or uses the estimate
   */
  BigDecimal reserve(BigDecimal credits) {
    BigDecimal reserved = credits == null ? reservedOrEstimated() : credits;
    Reservation before = job.reservation();
    add(
        before == null ? reserved : reserved.subtract(before.credits()),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
    return reserved;
  }

  /**
   * Ends the reservation of a job that goes on, so that nothing of it is refunded.
   *
   * @return false if there is none, and nothing changes; so do the others
   */
  boolean release() {
    if (job.reservation() != null) {
      add(job.reservation().credits().negate(), BigDecimal.ZERO, BigDecimal.ZERO);
    }
    return job.reservation() != null;
  }

  /** Ends the reservation, if there is one, with so many credits spent and the rest refunded. */
  boolean settle(BigDecimal spent) {
    return job.reservation() != null && record(spent);
  }

  /**
   * Ends an attempt whose cost will never be known: one that was or may have been sent counts with
   * its reservation or estimate, one that was not sent costs nothing.
   */
  boolean cancel(boolean inDoubt) {
    return inDoubt || job.taskId() != null ? countAsSent(inDoubt) : settle(BigDecimal.ZERO);
  }

  /** The same, but the job makes another attempt, so that nothing is refunded. */
  boolean replace(boolean inDoubt) {
    return inDoubt || job.taskId() != null ? countAsSent(inDoubt) : release();
  }

  private boolean countAsSent(boolean inDoubt) {
    return inDoubt ? record(reservedOrEstimated()) : settle(reservedOrEstimated());
  }

  /** Counts so many credits as spent, also without a reservation. */
  boolean record(BigDecimal spent) {
    Reservation before = job.reservation();
    BigDecimal held = before == null ? BigDecimal.ZERO : before.credits();
    add(held.negate(), spent, held.subtract(spent).max(BigDecimal.ZERO));
    return true;
  }

  BigDecimal reservedOrEstimated() {
    Reservation before = job.reservation();
    BigDecimal credits = before == null ? job.estimatedCredits() : before.credits();
    return credits == null ? BigDecimal.ZERO : credits;
  }

  /** The day in UTC on which they count. */
  LocalDate day() {
    return job.reservation() == null
        ? LocalDate.ofInstant(now, ZoneOffset.UTC)
        : job.reservation().day();
  }

  private void add(BigDecimal reserved, BigDecimal spent, BigDecimal refunded) {
    if (reserved.signum() != 0 || spent.signum() != 0) {
      deltas.add(
          new SpendDelta(job.account(), job.flow(), job.model(), day(), reserved, spent, refunded));
    }
  }

  List<SpendDelta> deltas() {
    return deltas;
  }
}
