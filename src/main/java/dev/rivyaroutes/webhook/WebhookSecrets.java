package dev.rivyaroutes.webhook;

import java.util.List;

/** The secrets that an account's events may be signed with now. */
public interface WebhookSecrets {

  /**
   * Those of the configuration; where it has none, those in the ledger, the newest first. Several
   * while they rotate; none while nothing is known. Asked for each event: a secret that another
   * replica has just learned is seen within a second.
   */
  List<String> of(String account);
}
