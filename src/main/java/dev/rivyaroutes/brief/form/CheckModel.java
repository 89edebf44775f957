package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.ledger.accept.NewJob;
import java.math.BigDecimal;
import java.util.Optional;

/** Holds a brief against the model catalogue, before anything is paid for. */
@FunctionalInterface
public interface CheckModel {

  /**
   * Passes a brief that the model can take. While the catalogue is not known, every brief passes:
   * the same check runs again before the first call.
   *
   * @return the estimated credits, or null when they are not known
   * @throws BriefRefused naming model, reason and remedy
   */
  BigDecimal check(NewJob job) throws BriefRefused;

  /** Whether a model takes nothing without a text; empty while that is not known. */
  default Optional<Boolean> needsPrompt(String account, String model) {
    return Optional.empty();
  }

  /**
   * The value of a parameter that a table has as text, in the type that the model tells; the text
   * itself while nothing is told.
   *
   * @throws BriefRefused when the text is no value of that type
   */
  default Object typed(String account, String model, String param, String text)
      throws BriefRefused {
    return text;
  }
}
