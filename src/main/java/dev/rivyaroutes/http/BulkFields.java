package dev.rivyaroutes.http;

import dev.rivyaroutes.ledger.bulk.BulkRequest;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.search.SearchTerms;

/**
 * The fields of a bulk order as a caller sends them; an empty text or no number for those that are
 * not there.
 *
 * @param order replay, release, cancel or redeliver
 * @param q the search for its jobs
 * @param first so many jobs are ordered first
 * @param stopAbove the percentage of failed jobs above which it pauses itself
 */
public record BulkFields(
    String name,
    String order,
    String deliveries,
    String q,
    String reason,
    Integer first,
    Integer stopAbove) {

  private static final int MAX_NAME = 100;
  private static final int MAX_FILTER = 500;
  private static final int MAX_FIRST = 1_000;

  public BulkFields {
    name = text(name);
    order = text(order);
    deliveries = text(deliveries);
    q = text(q);
    reason = text(reason);
  }

  private static String text(String field) {
    return field == null ? "" : field;
  }

  /**
   * The request.
   *
   * @param stopsAbove the percentage where the caller gives none
   * @throws Problem that names the field and the rule
   */
  public BulkRequest request(int stopsAbove) {
    require(!name.isBlank() && name.strip().length() <= MAX_NAME, "name", "1 to 100 characters");
    require(OrderKind.isKnown(order), "order", "replay, release, cancel or redeliver");
    OrderKind kind = OrderKind.of(order);
    boolean redelivers = kind == OrderKind.REDELIVER;
    require(
        deliveries.isEmpty() || redelivers && Deliveries.isKnown(deliveries),
        "deliveries",
        "dead or all, for the order redeliver only");
    require(
        !q.isBlank() && q.length() <= MAX_FILTER,
        "q",
        "the search for its jobs, such as state:failed, in at most 500 characters");
    try {
      SearchTerms.parse(q);
    } catch (SearchTerms.WrongTerm e) {
      throw invalid("q", e.getMessage());
    }
    require(!reason.isBlank(), "reason", "the reason, which each job records");
    int tried = first == null ? 0 : first;
    require(tried >= 0 && tried <= MAX_FIRST, "first", "0 to 1000 jobs");
    int limit = stopAbove == null ? stopsAbove : stopAbove;
    require(limit >= 0 && limit <= 100, "stop_above", "0 to 100 percent");
    return new BulkRequest(
        name.strip(),
        kind,
        redelivers ? Deliveries.of(deliveries.isEmpty() ? "dead" : deliveries) : null,
        q.strip(),
        reason.strip(),
        tried,
        limit);
  }

  private static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw invalid(field, "The field " + field + " must have " + rule + ".");
    }
  }

  private static Problem invalid(String field, String detail) {
    return Problem.of(400, "invalid-order", detail).with("field", field);
  }
}
