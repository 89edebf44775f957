package dev.rivyaroutes.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.flowtest.compare.Explain;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.util.StringUtils;

/** Says in words what differs between two versions of flows. */
final class SayPlan {
  private final List<PlannedBrief> briefs;
  private final Credits before;
  private final Credits after;
  private final int show;

  /**
   * @param settled what jobs cost at most, by their models
   * @param show how many differences of a kind are shown for a flow
   */
  SayPlan(List<PlannedBrief> briefs, Map<String, BigDecimal> settled, int show) {
    this.briefs = briefs;
    this.before = Credits.of(briefs, PlannedBrief::before, settled);
    this.after = Credits.of(briefs, PlannedBrief::after, settled);
    this.show = show;
  }

  /** Such as: 82 of 200 requests differ; +41 % credits; 3 would be refused. */
  String summary() {
    long differ = count(PlannedBrief::requestDiffers);
    long refused = count(PlannedBrief::isNewlyRefused);
    String change = before.changeTo(after);
    String sentence =
        "%d of %d requests differ; %s; %d would be refused; %s."
            .formatted(
                differ,
                briefs.size(),
                change.isEmpty() ? "credits from 0" : change + " credits",
                refused,
                sinks());
    return sentence + "\nCredits before: %s. After: %s.".formatted(before, after);
  }

  private String sinks() {
    TreeSet<String> changed = new TreeSet<>();
    for (PlannedBrief brief : briefs) {
      changedSinks(brief).forEach(sink -> changed.add(brief.flow() + "/" + sink));
    }
    return changed.isEmpty()
        ? "no sink changes"
        : "%d sink(s) change: %s".formatted(changed.size(), String.join(", ", changed));
  }

  private static Collection<String> changedSinks(PlannedBrief brief) {
    TreeSet<String> names = new TreeSet<>();
    brief.before().sinks().fieldNames().forEachRemaining(names::add);
    brief.after().sinks().fieldNames().forEachRemaining(names::add);
    names.removeIf(
        name -> brief.before().sinks().path(name).equals(brief.after().sinks().path(name)));
    return names;
  }

  private long count(Predicate<PlannedBrief> is) {
    return briefs.stream().filter(is).count();
  }

  /** The differences by flow, and the summary. */
  List<Finding> findings(FlowFolder changed) {
    Map<String, List<PlannedBrief>> byFlow = new TreeMap<>();
    briefs.forEach(
        brief -> byFlow.computeIfAbsent(brief.flow(), flow -> new ArrayList<>()).add(brief));
    List<Finding> findings = new ArrayList<>();
    byFlow.forEach(
        (flow, list) -> {
          FileLine line = changed.placeOf(flow);
          Place place = line == null ? Place.of("the flow " + flow) : Place.of(line);
          add(findings, place, list, PlannedBrief::isNewlyRefused, SayPlan::refused, "briefs");
          add(
              findings,
              place,
              list,
              brief -> brief.requestDiffers() && !brief.isNewlyRefused(),
              brief -> different(brief, "is another request", Outcome::shown),
              "requests");
          add(
              findings,
              place,
              list,
              brief -> brief.sinksDiffer() && !brief.isNewlyRefused(),
              brief -> different(brief, "delivers otherwise", Outcome::sinks),
              "deliveries");
        });
    findings.add(Finding.info(Rule.PLAN, Place.of("the change"), summary()));
    return findings;
  }

  private void add(
      List<Finding> findings,
      Place place,
      List<PlannedBrief> list,
      Predicate<PlannedBrief> is,
      Function<PlannedBrief, String> say,
      String what) {
    List<PlannedBrief> found = list.stream().filter(is).toList();
    boolean refused = what.equals("briefs");
    Severity severity = refused ? Severity.ERROR : Severity.WARNING;
    found.stream()
        .limit(show)
        .forEach(
            brief -> findings.add(new Finding(Rule.PLAN, severity, place, say.apply(brief), "")));
    if (found.size() > show) {
      findings.add(
          new Finding(
              Rule.PLAN,
              severity,
              place,
              "%d more %s of this flow %s."
                  .formatted(found.size() - show, what, refused ? "would be refused" : "differ"),
              "--show=%d shows them.".formatted(found.size())));
    }
  }

  private static String refused(PlannedBrief brief) {
    return "%s would be refused: %s"
        .formatted(StringUtils.capitalize(brief.name()), brief.after().refused());
  }

  private static String different(
      PlannedBrief brief, String what, Function<Outcome, JsonNode> part) {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s.".formatted(StringUtils.capitalize(brief.name()), what));
    lines.addAll(Explain.difference(part.apply(brief.before()), part.apply(brief.after())));
    return String.join("\n    ", lines);
  }
}
