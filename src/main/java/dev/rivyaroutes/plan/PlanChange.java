package dev.rivyaroutes.plan;

import dev.rivyaroutes.brief.again.RebuildBrief;
import dev.rivyaroutes.brief.again.RebuiltBrief;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.media.file.MediaFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;

/** Runs briefs through two versions of flows, one version after the other. */
final class PlanChange {
  private final ConfigurableEnvironment environment;
  private Map<String, BigDecimal> settled = Map.of();
  private final List<Finding> notes = new ArrayList<>();
  private final RunFlows run;
  private FlowFolder changed;

  /**
   * @param program the class of the program
   * @param settings keys with their values, as on the command line of a start
   */
  PlanChange(Class<?> program, List<String> settings) {
    this.environment = ReadConfiguration.of(settings);
    environment.setIgnoreUnresolvableNestedPlaceholders(true);
    this.run = new RunFlows(program, settings, notes);
  }

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
   * @param from the folder of the flows as they run; null for the last accepted versions of the
   *     ledger
   * @param to the folder of the changed flows; null for those of the configuration
   * @param last how many briefs of the ledger are run
   */
  List<PlannedBrief> plan(Path from, Path to, int last) throws IOException, SQLException {
    boolean inPlace = to == null;
    PastLedger ledger =
        last == 0 && (from != null || !inPlace)
            ? PastLedger.NONE
            : PastLedger.read(environment, last);
    FlowFolder configured =
        FlowFolder.read(from == null || inPlace ? FlowFiles.of(environment).all() : List.of());
    changed = inPlace ? configured : FlowFolder.read(to);
    try (FlowsBefore before =
        from == null ? FlowsBefore.of(ledger, configured, inPlace) : FlowsBefore.of(from)) {
      settled = ledger.settled();
      notes.add(before.note());
      List<Planned> briefs = new ArrayList<>(ofLedger(ledger));
      briefs.addAll(ofTests(before.folder()));
      return plan(before.folder(), briefs);
    }
  }

  private List<PlannedBrief> plan(FlowFolder before, List<Planned> briefs) throws IOException {
    // A change that is wrong is found before anything runs.
    Map<Planned, Outcome> now = run.run(changed, briefs);
    Set<String> flows = briefs.stream().map(Planned::flow).collect(Collectors.toSet());
    Map<Planned, Outcome> old = changed.isSame(before, flows) ? now : run.run(before, briefs);
    List<PlannedBrief> planned = new ArrayList<>();
    for (Planned brief : briefs) {
      if (old.containsKey(brief) && now.containsKey(brief)) {
        planned.add(new PlannedBrief(brief.flow(), brief.name(), old.get(brief), now.get(brief)));
      }
    }
    return planned;
  }

  private List<Planned> ofLedger(PastLedger ledger) throws IOException {
    List<Planned> briefs = new ArrayList<>();
    // Nothing is called to plan, so only a store on this machine is read.
    ReadFiles files =
        new ReadFiles(
            MediaFiles.folder(environment.getProperty("rivya.media.store", "")).orElse(null));
    int lost = 0;
    for (PastBrief past : ledger.briefs()) {
      Optional<RebuiltBrief> rebuilt = RebuildBrief.rebuild(past);
      if (rebuilt.isPresent()) {
        String name = "job %s (%s)".formatted(past.id(), past.sourceName());
        briefs.add(new Planned(past.target().flow(), name, files.read(rebuilt.get()), null));
      } else {
        lost++;
      }
    }
    if (lost > 0) {
      note(
          "%d brief(s) of the ledger are left out: they were too long to be kept.".formatted(lost));
    }
    if (files.standIns() > 0) {
      note(
          "%d reference(s) are not in the media store of this machine any more; files of the same type stand in for them."
              .formatted(files.standIns()));
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
}
