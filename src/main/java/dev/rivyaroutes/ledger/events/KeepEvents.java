package dev.rivyaroutes.ledger.events;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;

/** Keeps what Rivya tells, once. */
public interface KeepEvents {

  /**
   * Commits an event, and has the job of its task looked at at once. An event that is there already
   * changes nothing, unless the program ended before its job was made due.
   *
   * @return whether it is new
   * @throws LedgerUnavailable when it is not known to be committed; the sender sends it again
   */
  boolean record(NewEvent event);
}
