package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.job.SourceKey;

/**
 * Identifies a message: the same message of a route is quarantined once.
 *
 * @param route the id of the route that it arrived by
 * @param source the kind of source, such as mail
 * @param caller where it arrived, such as a mailbox
 * @param id the source's own id, of any length
 */
public record MessageKey(String route, String source, String caller, String id) {

  String hash() {
    return SourceKey.ofFields(route, source, caller, id);
  }
}
