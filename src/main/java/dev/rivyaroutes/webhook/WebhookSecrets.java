package dev.rivyaroutes.webhook;

import java.util.List;
import java.util.Optional;

/** The secrets that an account's events may be signed with. */
public interface WebhookSecrets {

  /** The valid secrets, several during a rotation; empty while none is known. */
  List<String> of(String account);

  /**
   * Why an event of Rivya may not match any secret now, with the remedy; empty when all is well.
   */
  default Optional<String> trouble(String account) {
    return Optional.empty();
  }
}
