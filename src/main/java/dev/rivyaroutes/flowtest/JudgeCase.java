package dev.rivyaroutes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.compare.Compare;
import dev.rivyaroutes.flowtest.compare.Explain;
import dev.rivyaroutes.flowtest.compare.Mismatch;
import dev.rivyaroutes.flowtest.file.TestCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Judges a case: what its test names, and what no case may have unless its test names it. */
final class JudgeCase {
  /** A part of these texts is enough. */
  private static final Set<String> PARTS = Set.of("refused", "skipped", "cause");

  private final TestCase of;
  private final ObjectNode actual;
  private final Compare compare = new Compare();

  JudgeCase(TestCase of, ObjectNode actual) {
    this.of = of;
    this.actual = actual;
    for (String key : TestCase.EXPECTATIONS) {
      of.value(key).ifPresent(expected -> compare(key, expected));
    }
  }

  private void compare(String key, Node expected) {
    JsonNode there = actual.get(key);
    if (PARTS.contains(key)) {
      compare.part(key, expected, there == null ? null : there.asText());
      return;
    }
    compare.value(key, expected, there);
    if (key.equals("sinks")) {
      compare.more(
          key,
          expected,
          there,
          YamlTree.entries(expected).stream()
              .map(entry -> YamlTree.text(entry.getKeyNode()))
              .collect(Collectors.toSet()));
    }
  }

  List<Mismatch> mismatches() {
    return compare.found();
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    unexpected("refused", "The brief is refused: ").ifPresent(findings::add);
    unexpected("skipped", "The message is passed over: ").ifPresent(findings::add);
    unexpected("undelivered", "A result was not delivered to ").ifPresent(findings::add);
    if (findings.isEmpty() && !of.expectsAnything()) {
      findings.add(
          Finding.at(
              Rule.FLOW_TEST,
              of.place(),
              "\"%s\" expects nothing.".formatted(of.name()),
              "Add what Rivya gets and what lies at the sinks; test --update writes what comes out."));
    }
    if (isNothing()) {
      findings.add(
          Finding.at(
              Rule.EXPECTATION,
              of.place(),
              "\"%s\": the source took no brief.".formatted(of.name()),
              "Check the name of the brief against the parameters of the source. A brief that an earlier case handed in under the same name with the same content is known already: change one of them."));
    } else {
      compare.found().forEach(mismatch -> findings.add(Explain.finding(of, mismatch)));
    }
    return findings;
  }

  /** Neither a job nor a refusal: the cause is at the source. */
  private boolean isNothing() {
    return !actual.has("state")
        && !actual.has("refused")
        && !actual.has("skipped")
        && !actual.has("answer");
  }

  private Optional<Finding> unexpected(String key, String what) {
    return actual.has(key) && of.value(key).isEmpty()
        ? Optional.of(
            Finding.at(
                Rule.EXPECTATION,
                of.place(),
                "\"%s\": %s%s".formatted(of.name(), what, actual.get(key).asText()),
                key.equals("undelivered")
                    ? ""
                    : "Correct the brief or the flow; or write %s: with a part of this reason, if it is right."
                        .formatted(key)))
        : Optional.empty();
  }
}
