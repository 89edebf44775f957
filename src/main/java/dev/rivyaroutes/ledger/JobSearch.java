package dev.rivyaroutes.ledger;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody looks for among the jobs.
 *
 * @param flows the flows that the searcher may see; null for all
 * @param flow one flow; null for any
 * @param status what users see: queued, processing, succeeded or failed; null for any
 * @param words a job's id, its source id, its task id, or a part of its source name; null for any
 * @param before only jobs older than the one of this id; null for the newest
 * @param limit the most jobs of a page
 */
public record JobSearch(
    Collection<String> flows, String flow, String status, String words, String before, int limit) {

  /** The states that users see as the status. */
  List<String> states() {
    return Stream.of(JobState.values())
        .filter(state -> state.userStatus().equals(status))
        .map(JobState::column)
        .toList();
  }
}
