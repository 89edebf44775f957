package dev.rivyaroutes.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells file and line of configuration that is no YAML; the exception knows the line alone. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExplainUnreadableConfiguration extends AbstractFailureAnalyzer<MarkedYAMLException> {

  private final Path folder;

  ExplainUnreadableConfiguration() {
    this(Path.of("config"));
  }

  ExplainUnreadableConfiguration(Path folder) {
    this.folder = folder;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
    String place =
        "line " + (cause.getProblemMark() == null ? 1 : cause.getProblemMark().getLine() + 1);
    try {
      for (Path file : files()) {
        YamlTree.read(file.toString(), Files.readString(file));
      }
    } catch (WrongConfiguration e) {
      return new FailureAnalysis(e.breaches().get(0).told(), null, cause);
    } catch (IOException | UncheckedIOException e) {
      place = folder + " (" + e.getMessage() + "), " + place;
    }
    return new FailureAnalysis(
        "The configuration cannot be read: " + cause.getProblem() + ", at " + place + ".",
        "Mend this line or the one above: look at its indentation, colons and quotes.",
        cause);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
