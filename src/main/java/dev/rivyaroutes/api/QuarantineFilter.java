package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import java.util.Arrays;

/**
 * The query parameters of a search for quarantined messages; null for any value.
 *
 * @param q a part of the name, the caller or the reason
 */
record QuarantineFilter(String code, String q, String route, String state) {

  /** The search for one message more than fits on the page. */
  QuarantineSearch search(Caller by, Paging paging) {
    State wanted =
        Arrays.stream(State.values())
            .filter(one -> one.column().equals(state))
            .findFirst()
            .orElse(null);
    Paging.require(state == null || wanted != null, "state", "kept, ordered or taken");
    paging.requireCursor();
    return new QuarantineSearch(
        by.sees(), route, wanted, code, q, paging.cursor(), paging.size() + 1);
  }
}
