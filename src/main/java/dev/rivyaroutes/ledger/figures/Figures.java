package dev.rivyaroutes.ledger.figures;

import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger says at one moment.
 *
 * @param jobs the jobs that are not done
 * @param parked the parked jobs
 * @param deliveries the deliveries that are pending or dead
 * @param credits the credits by account and flow
 * @param balances the last known balance of each account
 * @param paused the accounts that Rivya's answers have paused
 * @param pauseOrdered the accounts that persons have paused
 */
record Figures(
    Map<JobKey, Rows> jobs,
    Map<ParkedKey, Long> parked,
    Map<DeliveryKey, Rows> deliveries,
    Map<CreditKey, Credits> credits,
    Map<String, Double> balances,
    Set<String> paused,
    Set<String> pauseOrdered) {

  /** What a figure is about, as labels. */
  interface Key {
    Tags tags();
  }

  record JobKey(String flow, String state) implements Key {
    @Override
    public Tags tags() {
      return Tags.of("flow", flow, "state", state);
    }
  }

  record ParkedKey(String flow, String trouble) implements Key {
    @Override
    public Tags tags() {
      return Tags.of("flow", flow, "trouble", trouble);
    }
  }

  record DeliveryKey(String flow, String sink, String state) implements Key {
    @Override
    public Tags tags() {
      return Tags.of("flow", flow, "sink", sink, "state", state);
    }
  }

  record CreditKey(String account, String flow) implements Key {
    @Override
    public Tags tags() {
      return Tags.of("account", account, "flow", flow);
    }
  }

  record AccountKey(String account) implements Key {
    @Override
    public Tags tags() {
      return Tags.of("account", account);
    }
  }

  /** How many there are, and when the first of them was created. */
  record Rows(long count, Instant oldest) {

    static final Rows NONE = new Rows(0, null);

    Rows plus(Rows other) {
      return new Rows(
          count + other.count,
          oldest == null || other.oldest != null && other.oldest.isBefore(oldest)
              ? other.oldest
              : oldest);
    }
  }

  /** What jobs reserve, and what was spent on this day in UTC. */
  record Credits(double reserved, double spentToday) {

    static final Credits NONE = new Credits(0, 0);

    Credits plus(Credits other) {
      return new Credits(reserved + other.reserved, spentToday + other.spentToday);
    }
  }
}
