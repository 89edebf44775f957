package dev.rivyaroutes.webhook;

import java.util.List;
import java.util.Optional;

/** The secrets that an account's events may be signed with now. */
public interface WebhookSecrets {

  /**
   * Those of the configuration; where it has none, those in the ledger, the newest first. Several
   * while they rotate; none while nothing is known. Asked for each event: a secret that another
   * replica has just learned is seen within a second.
   */
  List<String> of(String account);

  /**
   * Why an event may be Rivya's though none of them says so, and the remedy; empty when it is not.
   */
  default Optional<String> trouble(String account) {
    return Optional.empty();
  }
}
