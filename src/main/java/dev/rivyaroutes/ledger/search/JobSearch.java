package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions of a search for jobs.
 *
 * @param sees what the caller may see; null for everything
 * @param flow the flow; null for any
 * @param status a status (queued, processing, succeeded or failed) or a state; null for any
 * @param text a job's id, its source id, its task id, or a part of its source name, caller, {@code
 *     client_request_id} or prompt; null for any
 * @param exact values that must be equal
 * @param range limits of time and credits
 * @param before only jobs older than this id; null for the newest
 * @param limit the maximum number of jobs
 */
public record JobSearch(
    Visibility sees,
    String flow,
    String status,
    String text,
    ExactMatch exact,
    Range range,
    String before,
    int limit) {

  public JobSearch {
    sees = sees == null ? Visibility.ALL : sees;
  }

  /** A search without exact values and limits. */
  public JobSearch(
      Visibility sees, String flow, String status, String words, String before, int limit) {
    this(sees, flow, status, words, ExactMatch.ANY, Range.ANY, before, limit);
  }

  /**
   * Values that must be equal; null for any.
   *
   * @param caller who submitted the brief
   * @param name the name of the brief
   * @param conversation the conversation of a chat turn
   * @param deliveries the state of at least one delivery: pending, delivered or dead
   * @param sink the sink of the delivery in that state
   * @param account the account that pays
   * @param model the model of the job
   * @param cause a trouble word or a code
   */
  public record ExactMatch(
      String caller,
      String name,
      String conversation,
      String deliveries,
      String sink,
      String account,
      String model,
      String cause) {
    public static final ExactMatch ANY = new ExactMatch(null, null, null, null);

    public ExactMatch(String caller, String name, String conversation, String deliveries) {
      this(caller, name, conversation, deliveries, null, null, null, null);
    }
  }

  /**
   * Limits; null for none.
   *
   * @param since only jobs that arrived since then
   * @param least the lowest credits, settled or else estimated
   * @param most the highest credits
   */
  public record Range(Instant since, BigDecimal least, BigDecimal most) {
    public static final Range ANY = new Range(null, null, null);

    /** Ids of jobs that arrived since then are greater. */
    String firstId() {
      return since == null ? "" : JobRows.firstId(since);
    }
  }

  public static boolean isStatus(String status) {
    return Stream.of(JobState.values()).anyMatch(state -> isCalled(state, status));
  }

  /** Whether words are the only condition, and this is the first page. */
  boolean isForWordsOnly() {
    return text != null
        && flow == null
        && status == null
        && exact.equals(ExactMatch.ANY)
        && range.equals(Range.ANY)
        && before == null;
  }

  /** The states of the status; all states without one. A job that is done has no cause. */
  List<String> states() {
    return Stream.of(JobState.values())
        .filter(state -> status == null || isCalled(state, status))
        .filter(state -> exact.cause() == null || state != JobState.DONE)
        .map(JobState::column)
        .toList();
  }

  private static boolean isCalled(JobState state, String status) {
    return state.userStatus().equals(status) || state.column().equals(status);
  }
}
