package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.SearchTerms;
import dev.rivyaroutes.ledger.search.SearchTerms.Term;
import java.time.Clock;

/**
 * The query parameters of a search for jobs; null for any value.
 *
 * @param q terms such as {@code state:failed}, and a job's id, source id or task id, or a part of
 *     its name, caller, trace id or prompt
 */
record JobFilter(
    String caller,
    String conversation,
    String deliveries,
    String flow,
    String name,
    String q,
    String status) {

  /** The search for one job more than fits on the page, which shows whether there is a next one. */
  JobSearch search(Caller by, Paging paging, Clock clock) {
    SearchTerms terms;
    try {
      terms = SearchTerms.parse(q);
    } catch (SearchTerms.WrongTerm e) {
      throw CheckParameters.invalid("q", e.getMessage());
    }
    set(terms, Term.STATE, "status", status);
    set(terms, Term.DELIVERIES, "deliveries", deliveries);
    set(terms, Term.FROM, "caller", caller);
    set(terms, Term.CONVERSATION, "conversation", conversation);
    set(terms, Term.FLOW, "flow", flow);
    set(terms, Term.NAME, "name", name);
    paging.requireCursor();
    return terms.search(by.sees(), paging.cursor(), paging.size() + 1, clock);
  }

  private static void set(SearchTerms terms, Term term, String parameter, String value) {
    try {
      terms.with(term, value);
    } catch (SearchTerms.WrongTerm e) {
      Paging.require(false, parameter, e.rule());
    }
  }
}
