package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Locates a YAML syntax error at the line to correct, which may be above the one the parser
 * reports.
 */
final class ExplainWrongYaml {

  private ExplainWrongYaml() {}

  static Finding explain(String file, String text, MarkedYamlEngineException e) {
    FileLine place = FileLine.of(file, e.getProblemMark());
    String problem = String.valueOf(e.getProblem());
    Optional<Mark> quote = openQuote(text, e);
    if (quote.isPresent()) {
      return Finding.at(
          Rule.YAML,
          FileLine.of(file, quote),
          "The YAML cannot be read: a quote opens here and does not close on this line.",
          "Close it, or write the text below | over several lines.");
    }
    if (problem.contains("TAB")) {
      return Finding.at(
          Rule.YAML,
          place,
          "The YAML cannot be read: this line is indented with a tab.",
          "Indent it with spaces.");
    }
    return Finding.at(
        Rule.YAML,
        place,
        "The YAML cannot be read: " + problem + ".",
        "Correct this line or the one above; check its indentation, colons and quotes.");
  }

  /** A missing quote is closed by the next one, lines below, where the parser reports it. */
  private static Optional<Mark> openQuote(String text, MarkedYamlEngineException e) {
    if (String.valueOf(e.getContext()).contains("quoted scalar")) {
      return e.getContextMark();
    }
    Optional<Mark> last = Optional.empty();
    try {
      for (Event event : new Parse(YamlTree.WITH_LINES).parseString(text)) {
        if (event instanceof ScalarEvent scalar && isQuoted(scalar)) {
          int start = scalar.getStartMark().map(Mark::getLine).orElse(0);
          int end = scalar.getEndMark().map(Mark::getLine).orElse(0);
          last = start < end ? scalar.getStartMark() : last;
        }
      }
    } catch (MarkedYamlEngineException again) {
      return last;
    }
    return last;
  }

  private static boolean isQuoted(ScalarEvent scalar) {
    return scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
        || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
  }
}
