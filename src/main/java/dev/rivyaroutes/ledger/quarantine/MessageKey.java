package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.job.SourceKey;

/**
 * Identifies a message: the same message of a route is quarantined once.
 *
 * @param route the id of the route that it arrived by
 * @param source the kind of source, such as mail
 * @param caller where it arrived, such as a mailbox
 * @param id the source's own id, of any length
 * @param content the SHA-256 of its bytes where the id does not identify them; else empty
 */
public record MessageKey(String route, String source, String caller, String id, String content) {

  /** A message whose id identifies it. */
  public MessageKey(String route, String source, String caller, String id) {
    this(route, source, caller, id, "");
  }

  String hash() {
    return content.isEmpty()
        ? SourceKey.ofFields(route, source, caller, id)
        : SourceKey.ofFields(route, source, caller, id, content);
  }
}
