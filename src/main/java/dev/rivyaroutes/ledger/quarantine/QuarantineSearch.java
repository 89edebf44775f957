package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.job.Visibility;

/**
 * A search for quarantined messages, newest first; null for any value.
 *
 * @param sees what the caller may see
 * @param text a part of the name, the caller or the reason, in any letter case
 * @param before only messages with a smaller id: the last id of the page before
 * @param limit the most messages to return
 */
public record QuarantineSearch(
    Visibility sees,
    String route,
    QuarantinedMessage.State state,
    String code,
    String text,
    String before,
    int limit) {

  /** A search by somebody who may see everything. */
  public QuarantineSearch(
      String route,
      QuarantinedMessage.State state,
      String code,
      String text,
      String before,
      int limit) {
    this(Visibility.ALL, route, state, code, text, before, limit);
  }
}
