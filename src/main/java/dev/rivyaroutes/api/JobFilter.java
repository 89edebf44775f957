package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.search.JobSearch;
import java.util.Arrays;
import java.util.List;

/**
 * The query parameters of a search for jobs; null for any value.
 *
 * @param q a job's id, source id or task id, or a part of its name, caller, trace id or prompt
 */
record JobFilter(
    String caller,
    String conversation,
    String deliveries,
    String flow,
    String name,
    String q,
    String status) {

  private static final List<String> DELIVERIES =
      Arrays.stream(DeliveryState.values()).map(DeliveryState::column).toList();

  /** The search for one job more than fits on the page, which shows whether there is a next one. */
  JobSearch search(Caller by, Paging paging) {
    Paging.require(
        status == null || JobSearch.isStatus(status),
        "status",
        "queued, processing, succeeded or failed, or a state such as parked");
    Paging.require(
        deliveries == null || DELIVERIES.contains(deliveries),
        "deliveries",
        "pending, delivered or dead");
    paging.requireCursor();
    return new JobSearch(
        by.submitter(),
        flow,
        status,
        q,
        new JobSearch.ExactMatch(caller, name, conversation, deliveries),
        paging.cursor(),
        paging.size() + 1);
  }
}
