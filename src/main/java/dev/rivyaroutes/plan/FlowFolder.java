package dev.rivyaroutes.plan;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The flows of a folder.
 *
 * @param byName each flow with its tests, by the name of its file; one without tests has no cases
 */
record FlowFolder(Map<String, TestFile> byName) {
  static final String FLOW = ".camel.yaml";

  /** Reads the flows of files. */
  static FlowFolder read(List<FlowFile> flows) throws IOException {
    Map<String, TestFile> byName = new TreeMap<>();
    for (FlowFile flow : flows) {
      Path path = Path.of(flow.name());
      Path test = ReadTestFiles.testOf(path);
      Optional<Node> root =
          Files.exists(test)
              ? YamlTree.read(FileLine.below(test), YamlTree.decode(Files.readAllBytes(test)))
              : Optional.empty();
      byName.put(
          flow.flow(),
          new TestFile(
              FileLine.below(test),
              test,
              path,
              root.orElseGet(() -> YamlTree.read(flow.name(), "{cases: []}").orElseThrow())));
    }
    return new FlowFolder(byName);
  }

  /** Reads all flows of a folder. */
  static FlowFolder read(Path folder) throws IOException {
    return read(FlowFiles.read("file:" + folder.toAbsolutePath().normalize() + "/*" + FLOW));
  }

  /**
   * What can be run of it.
   *
   * @param names the flows that are needed
   * @throws WrongConfiguration if one of them is wrong
   */
  ReadTestFiles runnable(Collection<String> names) throws IOException {
    return ReadTestFiles.of(
        byName.entrySet().stream()
            .filter(flow -> names.contains(flow.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  /**
   * Whether flows have the same texts in another folder, and no statements beside them, so that
   * briefs come to the same in both.
   */
  boolean isSame(FlowFolder other, Collection<String> names) throws IOException {
    for (String name : names) {
      TestFile here = byName.get(name);
      TestFile there = other.byName.get(name);
      if (here == null || there == null || Files.mismatch(here.flow(), there.flow()) >= 0) {
        return false;
      }
      try (Stream<Path> beside = Files.list(here.flow().toAbsolutePath().getParent())) {
        if (beside.anyMatch(file -> file.toString().endsWith(".sql"))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The same flow with the cases of another folder. */
  TestFile withCases(String flow, TestFile cases) {
    TestFile own = byName.get(flow);
    return new TestFile(cases.name(), cases.path(), own.flow(), cases.root());
  }

  /** Where a flow begins; null if the folder has no such flow. */
  FileLine placeOf(String flow) {
    TestFile file = byName.get(flow);
    return file == null ? null : new FileLine(FileLine.below(file.flow()), 1, 1);
  }
}
