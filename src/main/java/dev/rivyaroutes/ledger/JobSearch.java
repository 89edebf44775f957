package dev.rivyaroutes.ledger;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody looks for among the jobs.
 *
 * @param flows the flows that the searcher may see; null for all
 * @param flow one flow; null for any
 * @param status what users see (queued, processing, succeeded or failed), or a state; null for any
 * @param words a job's id, its source id, its task id, or a part of its source name; null for any
 * @param before only jobs older than the one of this id; null for the newest
 * @param limit the most jobs of a page
 */
public record JobSearch(
    Collection<String> flows, String flow, String status, String words, String before, int limit) {

  /** Whether jobs can be looked for by this word. */
  public static boolean isStatus(String status) {
    return Stream.of(JobState.values()).anyMatch(state -> isCalled(state, status));
  }

  /** The states that are meant by the status. */
  List<String> states() {
    return Stream.of(JobState.values())
        .filter(state -> isCalled(state, status))
        .map(JobState::column)
        .toList();
  }

  private static boolean isCalled(JobState state, String status) {
    return state.userStatus().equals(status) || state.column().equals(status);
  }
}
