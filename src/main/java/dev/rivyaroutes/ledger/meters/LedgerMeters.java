package dev.rivyaroutes.ledger.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts what this process has committed: each event once, by the process that committed it. The
 * sum over all replicas is the whole.
 */
public final class LedgerMeters {

  public static final String SUCCEEDED = "succeeded";

  private static final Duration[] SUBMIT_BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6)
  };
  private static final Duration[] DELIVERY_BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofHours(24)
  };

  private final MeterRegistry meters;
  private final LabelValues flows = new LabelValues();
  private final LabelValues sinks = new LabelValues();
  private final LabelValues accounts = new LabelValues();

  public LedgerMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A brief became a job. */
  public void accepted(String flow) {
    count("rivya.jobs.accepted", "Briefs that became jobs", 1, "flow", flows.of(flow));
  }

  /** Rivya accepted a job, or answered a chat turn. */
  public void submitted(String flow, Duration sinceAccepted) {
    time(
        "rivya.jobs.submit.delay",
        "The time from the acceptance of a brief until Rivya has it",
        SUBMIT_BUCKETS,
        sinceAccepted,
        Tags.of("flow", flows.of(flow)));
  }

  /** The outcome of a job: succeeded, or the state of a failure. */
  public void ended(String flow, String outcome) {
    count(
        "rivya.jobs.ended",
        "Jobs that got their outcome; a replayed job gets another",
        1,
        "flow",
        flows.of(flow),
        "outcome",
        outcome);
  }

  /** What was paid; the correction of a sum is none. */
  public void spent(String account, String flow, BigDecimal credits) {
    if (credits.signum() > 0) {
      count(
          "rivya.credits.burned",
          "Credits that jobs have spent",
          credits.doubleValue(),
          "account",
          accounts.of(account),
          "flow",
          flows.of(flow));
    }
  }

  /** An attempt to deliver ended: delivered, pending (it is repeated) or dead. */
  public void attempted(String flow, String sink, String outcome) {
    count(
        "rivya.deliveries.attempts",
        "Attempts to deliver an outcome to a sink",
        1,
        "flow",
        flows.of(flow),
        "sink",
        sinks.of(sink),
        "outcome",
        outcome);
  }

  /** A sink has received an outcome. */
  public void delivered(String flow, String sink, Duration sinceReady) {
    time(
        "rivya.deliveries.delay",
        "The time from an outcome until the sink has received it",
        DELIVERY_BUCKETS,
        sinceReady,
        Tags.of("flow", flows.of(flow), "sink", sinks.of(sink)));
  }

  private void count(String name, String description, double amount, String... tags) {
    Counter.builder(name).description(description).tags(tags).register(meters).increment(amount);
  }

  private void time(String name, String description, Duration[] buckets, Duration time, Tags tags) {
    Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(buckets)
        .register(meters)
        .record(Math.max(0, TimeUnit.NANOSECONDS.convert(time)), TimeUnit.NANOSECONDS);
  }
}
