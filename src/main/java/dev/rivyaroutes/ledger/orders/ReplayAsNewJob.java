package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.accept.AcceptReplay;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.ledger.search.ReadPastBriefs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Replays the brief of a job that has ended as a new job, under another version of its flow. The
 * former job stays as it is. A version replays a job once: the same order again makes nothing.
 */
@Component
public final class ReplayAsNewJob {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayAsNewJob.class);

  private final AcceptReplay accept;
  private final RecordOrders record;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public ReplayAsNewJob(AcceptReplay accept, RecordOrders record, JdbcTemplate jdbc, Clock clock) {
    this.accept = accept;
    this.record = record;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A brief that was replayed.
   *
   * @param jobId the job that runs it again
   * @param again whether an earlier order made that job
   * @param text what was done, and what it costs
   */
  public record Replayed(String jobId, JobState state, boolean again, String text) {}

  /**
   * The brief of a job that may be replayed as a new one.
   *
   * @param kept whether the media store has the bytes with this SHA-256, and will keep them
   * @throws OrderRefused if the job has not ended, or its brief is not kept
   */
  public PastBrief brief(String jobId, Order order, Predicate<String> kept) throws OrderRefused {
    OrderableJob found = read(jobId, order);
    requireEnded(found.job());
    if (!found.submittable()) {
      throw OrderRefused.byState(
          "The brief was refused, and the ledger does not keep it. Correct it, and submit it again.");
    }
    OrderableJob.requireKept(
        jdbc,
        found.job(),
        JobRows.REFERENCE,
        kept,
        "The references of the job are no longer in the media store; see rivya.media.keep. Submit the"
            + " brief again.");
    return new ReadPastBriefs(jdbc).ofJob(jobId).orElseThrow(ReplayAsNewJob::unknown);
  }

  private OrderableJob read(String jobId, Order order) throws OrderRefused {
    return OrderableJob.read(jdbc, jobId, order.sees()).orElseThrow(ReplayAsNewJob::unknown);
  }

  private static OrderRefused unknown() {
    return new OrderRefused(Why.UNKNOWN_JOB, "There is no such job.");
  }

  private static void requireEnded(Job job) throws OrderRefused {
    switch (job.state()) {
      case DONE, FAILED, CANCELLED -> {
        // Nothing more becomes of it.
      }
      case PARKED ->
          throw OrderRefused.byState(
              "The job is parked, so it may still be sent under the version that accepted it. Cancel"
                  + " it first, or replay it under that version.");
      case DELIVERING ->
          throw OrderRefused.byState(
              "The result of the job is being delivered. Send the order once the job is done.");
      default ->
          throw OrderRefused.byState(
              "The job is in progress. Wait until it has ended, or cancel it first.");
    }
  }

  /**
   * Makes the new job, with a line in the timelines of both jobs and one in the audit.
   *
   * @param job what the other version makes of the brief
   * @throws OrderRefused if the former job has not ended any more
   */
  public Replayed replay(PastBrief past, NewJob job, Order order) throws OrderRefused {
    Job former = read(past.id(), order).job();
    String version = job.target().version();
    BriefId id =
        new BriefId(
            past.source(),
            past.caller(),
            past.texts().sourceId(),
            0,
            "replay of %s under %s".formatted(past.id(), version));
    AcceptResult result =
        accept
            .accept(job.withBrief(id), past.id(), made -> rows(former, made, job, order))
            .orElseThrow(
                () ->
                    new OrderRefused(
                        Why.NOT_NOW,
                        "The job was replayed at this moment by another order, so it has not ended any"
                            + " more. See its timeline."));
    if (!result.duplicate()) {
      String text = made(result.jobId(), job, order);
      LOG.info("Job {}: {}", past.id(), text);
      return new Replayed(result.jobId(), result.state(), false, text);
    }
    String text =
        "Nothing was made: the job was replayed under version %s before, as job %s. To run the brief once more, replay that job."
            .formatted(version, result.jobId());
    record.done(order, Action.REPLAY, past.id(), text);
    return new Replayed(result.jobId(), result.state(), true, text);
  }

  private List<Sql> rows(Job former, String made, NewJob job, Order order) {
    Instant now = clock.instant();
    String text = made(made, job, order);
    String ofMade =
        order.describe(
            "Replay of job %s, ordered".formatted(former.id()),
            "It runs under version %s of its flow.".formatted(job.target().version()));
    return List.of(
        Timeline.event(made, now, JobState.ACCEPTED.column(), 0, null, ofMade),
        Timeline.event(former.id(), now, former.state().column(), 0, null, text),
        order.done(Action.REPLAY, former.id(), text, now));
  }

  private static String made(String made, NewJob job, Order order) {
    return order.describe(
        "Replayed",
        "Job %s runs its brief under version %s of the flow, and is paid for as a new %s. This job stays as it is."
            .formatted(made, job.target().version(), job.kind().word()));
  }

  /** Records an order that was refused. */
  public void refused(String jobId, Order order, OrderRefused refusal) {
    if (refusal.why() != Why.UNKNOWN_JOB) {
      record.refused(order, Action.REPLAY, jobId, refusal.getMessage());
    }
  }
}
