package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.ledger.accept.NewJob;
import java.math.BigDecimal;
import java.util.Optional;

/** Checks a brief against the model catalogue, before anything is paid for. */
@FunctionalInterface
public interface CheckModel {

  /**
   * Passes a brief that the model accepts. While the catalogue is unknown, every brief passes: the
   * same check runs again before the first call.
   *
   * @return the estimated credits, or null when they are unknown
   * @throws BriefRefused with model, reason and remedy
   */
  BigDecimal check(NewJob job) throws BriefRefused;

  /** Whether a model requires a text; empty while that is unknown. */
  default Optional<Boolean> needsPrompt(String account, String model) {
    return Optional.empty();
  }

  /**
   * Converts a table's text to the type of the model's parameter; returns the text itself while the
   * type is unknown.
   *
   * @throws BriefRefused when the text is not a value of that type
   */
  default Object typed(String account, String model, String param, String text)
      throws BriefRefused {
    return text;
  }
}
