package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The outcomes of the briefs of one arrival.
 *
 * @param all one for each brief that a step of the flow accepted or refused
 */
public record Acceptances(List<Acceptance> all) {

  /** What a source does with an arrival once the steps of the flow have run. */
  public enum Verdict {
    /** No step handed it to a flow: it stays, and the source warns. */
    UNHANDLED,
    /** It lacks a file that may still come: it stays and is handed in again. */
    WAITING,
    /** The ledger has all of its briefs: it is acknowledged. */
    ACCEPTED,
    /** Some of its briefs were refused: it is acknowledged, and the reasons are kept. */
    PARTLY_REFUSED,
    /** All of its briefs were refused: it is quarantined with the reasons. */
    REFUSED
  }

  /** The outcomes that the steps of a flow left in the variable {@code acceptance}. */
  public static Acceptances of(Exchange exchange) {
    Object variable = exchange.getVariable(Variables.ACCEPTANCE);
    Collection<?> several =
        variable instanceof Collection<?> many ? many : Collections.singletonList(variable);
    if (several.stream().anyMatch(RowBatch.Row.class::isInstance)) {
      throw new IllegalStateException(
          "Rows of a manifest are not committed; the Kamelet of the source lacks the step commitRows.");
    }
    return new Acceptances(
        several.stream().filter(Acceptance.class::isInstance).map(Acceptance.class::cast).toList());
  }

  public Verdict verdict() {
    if (all.isEmpty()) {
      return Verdict.UNHANDLED;
    }
    if (!with(Outcome.WAITING).isEmpty()) {
      return Verdict.WAITING;
    }
    int refused = with(Outcome.REFUSED).size();
    if (refused == 0) {
      return Verdict.ACCEPTED;
    }
    return refused == all.size() ? Verdict.REFUSED : Verdict.PARTLY_REFUSED;
  }

  public List<Acceptance> with(Outcome outcome) {
    return all.stream().filter(one -> one.outcome() == outcome).toList();
  }

  /** The jobs of all briefs. */
  public List<String> jobs() {
    return all.stream().map(Acceptance::jobId).filter(Objects::nonNull).distinct().toList();
  }

  /** The reasons of all refusals, one a line. */
  public String reasons() {
    return with(Outcome.REFUSED).stream()
        .map(one -> one.problem() + " (job " + one.jobId() + ")\n")
        .collect(Collectors.joining());
  }
}
