package dev.rivyaroutes.api;

import dev.rivyaroutes.ledger.bulk.BulkState;

/**
 * The query parameters of a search for bulk orders.
 *
 * @param state null for any state
 */
record BulkFilter(String state) {

  void requireState() {
    Paging.require(
        state == null || BulkState.isKnown(state),
        "state",
        "planning, planned, running, paused, finished or ended");
  }
}
