package dev.rivyaroutes.api;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.audit.AuditEntry.Outcome;
import dev.rivyaroutes.ledger.audit.AuditSearch;
import dev.rivyaroutes.ledger.search.SearchTerms;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * The query parameters of a search for orders; null for any value.
 *
 * @param by the exact name of the author
 * @param thing the id of a job, a message or a bulk order, or the name of an account or a flow
 * @param bulk the bulk order that they are a part of
 * @param since a time span such as 24h, a day, or a moment
 */
record AuditFilter(
    String by, String action, String thing, String outcome, String bulk, String since) {

  /** The search for one order more than fits on the page. */
  AuditSearch search(Paging paging, Clock clock) {
    Paging.require(
        action == null || Action.isKnown(action),
        "action",
        "the word of an action, such as " + Action.REPLAY.word());
    Paging.require(
        outcome == null || List.of(Outcome.DONE, Outcome.REFUSED).contains(outcome),
        "outcome",
        Outcome.DONE + " or " + Outcome.REFUSED);
    paging.requireCursor();
    return new AuditSearch(
        by, action, thing, outcome, bulk, since(clock), paging.cursor(), paging.size() + 1);
  }

  private Instant since(Clock clock) {
    try {
      return since == null ? null : SearchTerms.since(since, clock.instant());
    } catch (SearchTerms.WrongTerm e) {
      Paging.require(false, "since", e.rule());
      return null;
    }
  }
}
