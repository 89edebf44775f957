package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.CheckText;
import dev.rivyaroutes.check.flows.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reports file and line of invalid YAML in the configuration; the exception has only the line. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ExplainUnreadableConfiguration
    extends AbstractFailureAnalyzer<MarkedYAMLException> {

  private final Path folder;

  ExplainUnreadableConfiguration() {
    this(Path.of("config"));
  }

  ExplainUnreadableConfiguration(Path folder) {
    this.folder = folder;
  }

  /** The files of a folder config/ and of routes/ beside it that are no YAML, with their lines. */
  public static List<Finding> findings(Path folder) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Path file : new ExplainUnreadableConfiguration(folder).files()) {
      read(file, findings);
    }
    return findings;
  }

  /** What is in the text of the files of a folder, and nobody sees. */
  public static List<Finding> notes(Path folder) throws IOException {
    List<Finding> notes = new ArrayList<>();
    for (Path file : yaml(folder)) {
      CheckText.check(FileLine.below(file), YamlTree.decode(Files.readAllBytes(file)), notes);
    }
    return notes;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
    String place =
        "line " + (cause.getProblemMark() == null ? 1 : cause.getProblemMark().getLine() + 1);
    List<Finding> findings = new ArrayList<>();
    try {
      for (Path file : files()) {
        read(file, findings);
      }
    } catch (IOException | UncheckedIOException e) {
      place = folder + " (" + e.getMessage() + "), " + place;
    }
    if (!findings.isEmpty()) {
      String all = findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
      return new FailureAnalysis(all, null, cause);
    }
    return new FailureAnalysis(
        "The configuration cannot be read: " + cause.getProblem() + ", at " + place + ".",
        "Correct this line or the one above; check its indentation, colons and quotes.",
        cause);
  }

  private static void read(Path file, List<Finding> findings) throws IOException {
    String name = FileLine.below(file);
    try {
      String text = YamlTree.decode(Files.readAllBytes(file));
      for (Node root : YamlTree.readAll(name, text)) {
        findings.addAll(YamlTree.duplicateKeys(name, root));
      }
    } catch (WrongConfiguration e) {
      findings.addAll(e.findings());
    }
  }

  /** The flow files too, so that all errors are reported at once. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : List.of(folder, folder.resolveSibling("routes"))) {
      files.addAll(yaml(place));
    }
    return files;
  }

  private static List<Path> yaml(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().matches(".+[.]ya?ml")).sorted().toList();
    }
  }
}
