package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.Acceptance.Outcome;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the briefs of one arrival, as its variable {@code acceptance} tells.
 *
 * @param all one for each brief that a step of the flow accepted or refused
 */
public record Acceptances(List<Acceptance> all) {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptances.class);
  private static final int LINES = 100;

  /**
   * @param variable one acceptance, a collection of them, or null
   */
  public static Acceptances of(Object variable) {
    Collection<?> several =
        variable instanceof Collection<?> many ? many : Collections.singletonList(variable);
    return new Acceptances(
        several.stream().filter(Acceptance.class::isInstance).map(Acceptance.class::cast).toList());
  }

  public boolean hasRefusals() {
    return first(Outcome.REFUSED).isPresent();
  }

  public Optional<Acceptance> first(Outcome outcome) {
    return all.stream().filter(one -> one.outcome() == outcome).findFirst();
  }

  /** Says that a file was a document's to use, where it was. */
  public void tellReference(String name) {
    first(Outcome.REFERENCE)
        .ifPresent(
            use ->
                LOG.info(
                    "{} is a reference of {} and makes no job of its own", name, use.problem()));
  }

  /** Why briefs were refused, one a line; of a long manifest the first hundred. */
  public String problems() {
    return all.stream()
        .filter(one -> one.outcome() == Outcome.REFUSED)
        .limit(LINES)
        .map(one -> one.problem() + "\n")
        .collect(Collectors.joining());
  }
}
