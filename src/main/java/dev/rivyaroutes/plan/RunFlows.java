package dev.rivyaroutes.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.flowtest.ObserveFlows;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs briefs through a version of flows. */
final class RunFlows {
  private final Class<?> program;
  private final List<String> settings;
  private final List<Finding> notes;

  /**
   * @param program the class of the program
   * @param settings keys with their values, as on the command line of a start
   * @param notes takes what is left out
   */
  RunFlows(Class<?> program, List<String> settings, List<Finding> notes) {
    this.program = program;
    this.settings = settings;
    this.notes = notes;
  }

  Map<Planned, Outcome> run(FlowFolder folder, List<Planned> briefs) throws IOException {
    Map<Planned, Outcome> outcomes = new HashMap<>();
    Set<String> flows = new TreeSet<>();
    briefs.forEach(brief -> flows.add(brief.flow()));
    ReadTestFiles read = folder.runnable(flows);
    if (read.files().isEmpty()) {
      briefs.forEach(brief -> outcomes.put(brief, Outcome.gone()));
      return outcomes;
    }
    try (ObserveFlows observe = ObserveFlows.open(program, settings, read, models())) {
      for (Planned brief : briefs) {
        TestFile own = folder.byName().get(brief.flow());
        if (own == null) {
          outcomes.put(brief, Outcome.gone());
          continue;
        }
        try {
          outcomes.put(
              brief,
              Outcome.of(
                  brief.given() == null
                      ? observe.observe(of(folder, brief))
                      : observe.observe(brief.given(), read.flows().get(own.flow()))));
        } catch (Exception e) {
          notes.add(
              new Finding(
                  Rule.PLAN,
                  Severity.NOTE,
                  Place.of(brief.name()),
                  "It is left out, because it could not be run: " + PlainWords.of(e),
                  ""));
        }
      }
    }
    return outcomes;
  }

  private static TestCase of(FlowFolder folder, Planned brief) {
    return new TestCase(folder.withCases(brief.flow(), brief.one().file()), brief.one().node());
  }

  /** The models that Rivya has returned last; none for those that the program ships. */
  private static List<JsonNode> models() {
    return ModelFile.read(Path.of("")).all();
  }
}
