package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.search.JobSearch;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The query parameters of a search for jobs; null for any value.
 *
 * @param cursor the {@code next_cursor} of the page before
 * @param q a job's id, source id or task id, or a part of its name, caller, trace id or prompt
 */
record JobFilter(
    String caller,
    String conversation,
    String cursor,
    String deliveries,
    String flow,
    String limit,
    String name,
    String q,
    String status) {

  private static final int DEFAULT = 50;
  private static final int MOST = 200;
  private static final List<String> DELIVERIES =
      Arrays.stream(DeliveryState.values()).map(DeliveryState::column).toList();
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  /** The search for one job more than fits on the page, which shows whether there is a next one. */
  JobSearch search(Caller by) {
    require(
        status == null || JobSearch.isStatus(status),
        "status",
        "queued, processing, succeeded or failed, or a state such as parked");
    require(
        deliveries == null || DELIVERIES.contains(deliveries),
        "deliveries",
        "pending, delivered or dead");
    require(
        cursor == null || ULID.matcher(cursor).matches(),
        "cursor",
        "the next_cursor of the page before");
    return new JobSearch(
        by.submitter(),
        flow,
        status,
        q,
        new JobSearch.ExactMatch(caller, name, conversation, deliveries),
        cursor,
        pageSize() + 1);
  }

  int pageSize() {
    if (limit == null) {
      return DEFAULT;
    }
    int size = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
    require(size >= 1 && size <= MOST, "limit", "a number from 1 to " + MOST);
    return size;
  }

  private static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw CheckParameters.invalid(field, "The parameter " + field + " must be " + rule + ".");
    }
  }
}
