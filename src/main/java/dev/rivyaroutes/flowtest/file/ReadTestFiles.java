package dev.rivyaroutes.flowtest.file;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.flows.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds the files of tests, and reads those that are right. */
public final class ReadTestFiles {
  private final CheckSchema schema;
  private final List<Finding> findings = new ArrayList<>();
  private final List<TestFile> files = new ArrayList<>();
  private final Map<Path, FlowFile> flows = new HashMap<>();

  public ReadTestFiles() throws IOException {
    schema = new CheckSchema();
  }

  /**
   * Takes tests that are read already.
   *
   * @throws WrongConfiguration if one of them or its flow is wrong
   */
  public static ReadTestFiles of(Collection<TestFile> tests) throws IOException {
    ReadTestFiles read = new ReadTestFiles();
    for (TestFile test : tests) {
      read.add(test);
    }
    List<Finding> wrong = read.findings.stream().filter(Finding::isError).toList();
    if (!wrong.isEmpty()) {
      throw new WrongConfiguration(wrong);
    }
    return read;
  }

  /** The files that can be run. */
  public List<TestFile> files() {
    return files;
  }

  /** The flow of each file of tests, by its path. */
  public Map<Path, FlowFile> flows() {
    return flows;
  }

  /** The flow in a file of this name. */
  public Optional<FlowFile> flow(String fileName) {
    return flows.values().stream()
        .filter(flow -> Path.of(flow.name()).getFileName().toString().equals(fileName))
        .findFirst();
  }

  /** What is wrong with the files of tests. */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Reads the tests of all flows that the configuration names. A flow without tests is a note.
   *
   * @param patterns the value of {@code rivya.routes}
   */
  public void readAll(String patterns) throws IOException {
    for (Path flow : flowFiles(patterns)) {
      Path test = testOf(flow);
      if (Files.exists(test)) {
        read(test);
      } else {
        findings.add(
            Finding.note(
                Rule.UNTESTED,
                new FileLine(flow.toString(), 1, 1),
                "The flow has no tests.",
                "Add %s.".formatted(test.getFileName())));
      }
    }
  }

  private static List<Path> flowFiles(String patterns) throws IOException {
    List<Path> flows = new ArrayList<>();
    for (String pattern : patterns.split(",")) {
      if (!pattern.isBlank()) {
        FlowFiles.read(pattern.strip()).forEach(flow -> flows.add(Path.of(flow.name())));
      }
    }
    return flows;
  }

  /**
   * Reads the tests that a person names.
   *
   * @param given the name of a flow, or a path as in {@link #read(Path)}
   * @param patterns the value of {@code rivya.routes}, for the names of flows
   */
  public void read(String given, String patterns) throws IOException {
    Path path = Path.of(given);
    read(
        Files.exists(path)
            ? path
            : flowFiles(patterns).stream()
                .filter(flow -> flow.endsWith(given + TestFile.FLOW_ENDING))
                .findFirst()
                .orElse(path));
  }

  /** Reads the tests of a flow, of a file of tests, or of all such files in a folder. */
  public void read(Path given) throws IOException {
    if (Files.isDirectory(given)) {
      try (Stream<Path> all = Files.walk(given)) {
        for (Path test :
            new TreeSet<>(all.filter(file -> file.toString().endsWith(TestFile.ENDING)).toList())) {
          file(test);
        }
      }
    } else {
      file(given.toString().endsWith(TestFile.FLOW_ENDING) ? testOf(given) : given);
    }
  }

  /** The file of tests beside a flow, which may not exist. */
  public static Path testOf(Path flow) {
    String name = flow.getFileName().toString();
    return flow.resolveSibling(
        StringHelper.before(name, TestFile.FLOW_ENDING, name) + TestFile.ENDING);
  }

  private void file(Path test) throws IOException {
    String name = FileLine.below(test);
    String file = test.getFileName().toString();
    if (!file.endsWith(TestFile.ENDING) || !Files.isRegularFile(test)) {
      findings.add(
          new Finding(
              Rule.FLOW_TEST,
              Place.of(name),
              Files.exists(test) ? "This is no file of tests." : "This file does not exist.",
              "Name a flow, a file that ends in .test.yaml, or a folder with such files."));
      return;
    }
    Path flow =
        test.resolveSibling(
            file.substring(0, file.length() - TestFile.ENDING.length()) + TestFile.FLOW_ENDING);
    try {
      Optional<Node> root = YamlTree.read(name, YamlTree.decode(Files.readAllBytes(test)));
      if (!Files.isRegularFile(flow)) {
        findings.add(
            Finding.at(
                Rule.FLOW_TEST,
                new FileLine(name, 1, 1),
                "There is no flow %s beside it.".formatted(flow.getFileName()),
                "Give the file of tests the name of its flow."));
      } else if (root.isEmpty()) {
        findings.add(
            Finding.at(
                Rule.FLOW_TEST,
                new FileLine(name, 1, 1),
                "The file is empty or has only comments.",
                "Add cases: with a case."));
      } else {
        add(new TestFile(name, test, flow, root.get()));
      }
    } catch (WrongConfiguration e) {
      findings.addAll(e.findings());
    }
  }

  private void add(TestFile test) throws IOException {
    List<Finding> wrong = schema.check(test);
    findings.addAll(wrong);
    FlowFile flow = FlowFiles.read("file:" + test.flow().toAbsolutePath()).get(0);
    if (wrong.isEmpty()) {
      findings.addAll(new CheckTestFile(test, flow).check());
    }
    if (findings.stream().noneMatch(Finding::isError)) {
      files.add(test);
      flows.put(test.flow(), flow);
    }
  }
}
