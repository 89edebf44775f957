package dev.rivyaroutes.flowtest.file;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds what the schema cannot tell: names that stand twice, and sources that have no end here. */
final class CheckTestFile {
  private static final Set<String> SOURCES = Set.of("kamelet", "direct", "timer");

  private final TestFile test;
  private final FlowFile flow;

  CheckTestFile(TestFile test, FlowFile flow) {
    this.test = test;
    this.flow = flow;
  }

  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TestCase one : test.cases()) {
      if (!names.add(one.name())) {
        findings.add(
            Finding.at(
                Rule.FLOW_TEST,
                one.place(),
                "Two cases have the name \"%s\".".formatted(one.name()),
                "Give each its own."));
      }
    }
    for (FlowFile.Route route : flow.routes()) {
      source(route.node()).ifPresent(findings::add);
    }
    YamlTree.forEachEntry(
        flow.root(), (step, entry) -> folder(entry.getValueNode()).ifPresent(findings::add));
    return findings;
  }

  /** A copy of the flow has other folders only under parameters. */
  private Optional<Finding> folder(Node address) {
    String uri = YamlTree.text(address);
    return FlowFile.kamelet(uri)
        .filter(TestFile.WITH_DIRECTORY::contains)
        .filter(kamelet -> StringHelper.after(uri, "?", "").contains("directory="))
        .map(
            kamelet ->
                Finding.at(
                    Rule.FLOW_TEST,
                    FileLine.of(flow.name(), address),
                    "The address of kamelet:%s has directory, so a test would use that folder itself."
                        .formatted(kamelet),
                    "Write directory: under parameters: of the step."));
  }

  private Optional<Finding> source(Node route) {
    return YamlTree.value(route, "from")
        .flatMap(from -> YamlTree.value(from, "uri"))
        .or(() -> YamlTree.value(route, "uri"))
        .filter(uri -> !SOURCES.contains(YamlTree.text(uri).replaceFirst("[:?].*", "")))
        .map(
            uri ->
                Finding.at(
                    Rule.FLOW_TEST,
                    FileLine.of(flow.name(), uri),
                    "The source %s has no end in a test, so the flow cannot be tested."
                        .formatted(YamlTree.text(uri).replaceFirst("[?].*", "")),
                    "Move the steps into a route that begins with direct:, and test that flow."));
  }
}
