package dev.rivyaroutes.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.flowtest.ObserveFlows;
import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.ledger.search.ReadPastBriefs;
import dev.rivyaroutes.ledger.sqlite.ReadOnlyLedger;
import dev.rivyaroutes.media.file.MediaFiles;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.env.ConfigurableEnvironment;

/** Runs briefs through two versions of flows, one version after the other. */
final class PlanChange {
  private final Class<?> program;
  private final List<String> settings;
  private final ConfigurableEnvironment environment;
  private final Map<String, BigDecimal> settled = new HashMap<>();
  private final List<Finding> notes = new ArrayList<>();
  private FlowFolder changed;

  /**
   * @param program the class of the program
   * @param settings keys with their values, as on the command line of a start
   */
  PlanChange(Class<?> program, List<String> settings) {
    this.program = program;
    this.settings = settings;
    this.environment = ReadConfiguration.of(settings);
    environment.setIgnoreUnresolvableNestedPlaceholders(true);
  }

  /** A brief that both versions get: one of the ledger, or a case of a test. */
  private record Planned(String flow, String name, GivenBrief given, TestCase one) {}

  /** What jobs of the ledger cost at most, by their models. */
  Map<String, BigDecimal> settled() {
    return settled;
  }

  /** What was left out or replaced. */
  List<Finding> notes() {
    return notes;
  }

  FlowFolder changed() {
    return changed;
  }

  /**
   * @param from the folder of the flows as they run; null for those of the configuration
   */
  List<PlannedBrief> plan(Path from, Path to, int last) throws IOException, SQLException {
    FlowFolder before =
        from == null ? FlowFolder.read(FlowFiles.of(environment).all()) : FlowFolder.read(from);
    changed = FlowFolder.read(to);
    List<Planned> briefs = new ArrayList<>(last == 0 ? List.of() : ofLedger(last));
    briefs.addAll(ofTests(before));
    // A change that is wrong is found before anything runs.
    Map<Planned, Outcome> now = run(changed, briefs);
    Map<Planned, Outcome> old = run(before, briefs);
    List<PlannedBrief> planned = new ArrayList<>();
    for (Planned brief : briefs) {
      if (old.containsKey(brief) && now.containsKey(brief)) {
        planned.add(new PlannedBrief(brief.flow(), brief.name(), old.get(brief), now.get(brief)));
      }
    }
    return planned;
  }

  private List<Planned> ofLedger(int last) throws IOException, SQLException {
    List<Planned> briefs = new ArrayList<>();
    // Nothing is called to plan, so only a store on this machine is read.
    RebuildBrief rebuild =
        new RebuildBrief(
            MediaFiles.folder(environment.getProperty("rivya.media.store", "")).orElse(null));
    int lost = 0;
    try (ReadOnlyLedger ledger = ReadOnlyLedger.open(environment)) {
      for (PastBrief past : new ReadPastBriefs(ledger.jdbc()).read(last)) {
        if (past.credits().settled() != null) {
          settled.merge(past.target().model(), past.credits().settled(), BigDecimal::max);
        }
        var given = rebuild.rebuild(past);
        if (given.isPresent()) {
          String name = "job %s (%s)".formatted(past.id(), past.sourceName());
          briefs.add(new Planned(past.target().flow(), name, given.get(), null));
        } else {
          lost++;
        }
      }
    }
    if (lost > 0) {
      note(
          "%d brief(s) of the ledger are left out: they were too long to be kept.".formatted(lost));
    }
    if (rebuild.standIns() > 0) {
      note(
          "%d reference(s) are not in the media store of this machine any more; files of the same type stand in for them."
              .formatted(rebuild.standIns()));
    }
    return briefs;
  }

  private void note(String text) {
    notes.add(new Finding(Rule.PLAN, Severity.NOTE, Place.of("the ledger"), text, ""));
  }

  /** The cases of the changed flows; of a flow that is gone those that it had. */
  private List<Planned> ofTests(FlowFolder before) {
    Map<String, TestFile> files = new LinkedHashMap<>(before.byName());
    files.putAll(changed.byName());
    List<Planned> briefs = new ArrayList<>();
    files.forEach(
        (flow, file) ->
            file.cases()
                .forEach(one -> briefs.add(new Planned(flow, "case " + one.name(), null, one))));
    return briefs;
  }

  private Map<Planned, Outcome> run(FlowFolder folder, List<Planned> briefs) throws IOException {
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
