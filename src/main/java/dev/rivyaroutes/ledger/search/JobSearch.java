package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobState;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions of a search for jobs.
 *
 * @param submitter who may see only its own jobs; null for all jobs
 * @param flow the flow; null for any
 * @param status a status (queued, processing, succeeded or failed) or a state; null for any
 * @param text a job's id, its source id, its task id, or a part of its source name, caller, {@code
 *     client_request_id} or prompt; null for any
 * @param exact values that must be equal
 * @param before only jobs older than this id; null for the newest
 * @param limit the maximum number of jobs
 */
public record JobSearch(
    Submitter submitter,
    String flow,
    String status,
    String text,
    ExactMatch exact,
    String before,
    int limit) {

  /** A search without exact values. */
  public JobSearch(
      Submitter submitter, String flow, String status, String words, String before, int limit) {
    this(submitter, flow, status, words, ExactMatch.ANY, before, limit);
  }

  /**
   * A caller that may see only its own jobs.
   *
   * @param name the caller's name
   * @param flows the flows that it may use
   */
  public record Submitter(String name, Collection<String> flows) {}

  /**
   * Values that must be equal; null for any.
   *
   * @param caller who submitted the brief
   * @param name the name of the brief
   * @param conversation the conversation of a chat turn
   * @param deliveries the state of at least one delivery: pending, delivered or dead
   */
  public record ExactMatch(String caller, String name, String conversation, String deliveries) {
    public static final ExactMatch ANY = new ExactMatch(null, null, null, null);
  }

  public static boolean isStatus(String status) {
    return Stream.of(JobState.values()).anyMatch(state -> isCalled(state, status));
  }

  /** The states of the status; all states without one. */
  List<String> states() {
    return Stream.of(JobState.values())
        .filter(state -> status == null || isCalled(state, status))
        .map(JobState::column)
        .toList();
  }

  private static boolean isCalled(JobState state, String status) {
    return state.userStatus().equals(status) || state.column().equals(status);
  }
}
