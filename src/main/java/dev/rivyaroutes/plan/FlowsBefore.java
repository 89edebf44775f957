package dev.rivyaroutes.plan;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.ledger.version.FlowVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The flows as they run: the versions that the ledger has last, written into a folder of this plan,
 * and the files of the configuration where it has none.
 */
final class FlowsBefore implements AutoCloseable {
  private final Path written;
  private final FlowFolder folder;
  private final String text;

  private FlowsBefore(Path written, FlowFolder folder, String text) {
    this.written = written;
    this.folder = folder;
    this.text = text;
  }

  /** The flows of a folder. */
  static FlowsBefore of(Path from) throws IOException {
    return new FlowsBefore(null, FlowFolder.read(from), "the files of %s".formatted(from));
  }

  /**
   * @param configured the flows of the configuration
   * @param changed whether these are the changed ones, so that they cannot stand in for a version
   * @throws WrongConfiguration if there is nothing to compare them with
   */
  static FlowsBefore of(PastLedger ledger, FlowFolder configured, boolean changed)
      throws IOException {
    Map<String, FlowVersion> versions = new TreeMap<>();
    for (FlowVersion version : ledger.versions()) {
      // Other files were removed before, so that their flows do not run.
      if (configured.byName().containsKey(version.flow())
          || ledger.running().contains(version.flow())) {
        versions.put(version.flow(), version);
      }
    }
    if (versions.isEmpty()) {
      if (changed) {
        throw nothingToCompare();
      }
      return new FlowsBefore(null, configured, "the files of rivya.routes");
    }
    Path written = Files.createTempDirectory("rivya-plan");
    try {
      Set<String> files = new TreeSet<>();
      for (Map.Entry<String, TestFile> flow : configured.byName().entrySet()) {
        copyBeside(flow.getValue(), written);
        if (!changed && !versions.containsKey(flow.getKey())) {
          files.add(flow.getKey());
          Files.copy(flow.getValue().flow(), written.resolve(flow.getValue().flow().getFileName()));
        }
      }
      for (FlowVersion version : versions.values()) {
        Files.writeString(written.resolve(version.flow() + FlowFolder.FLOW), version.text());
      }
      return new FlowsBefore(written, FlowFolder.read(written), text(versions, files));
    } catch (IOException | RuntimeException e) {
      FileSystemUtils.deleteRecursively(written);
      throw e;
    }
  }

  private static WrongConfiguration nothingToCompare() {
    return new WrongConfiguration(
        List.of(
            new Finding(
                Rule.PLAN,
                Place.of("the ledger"),
                "It has no accepted version of a flow, so there is nothing to compare the files with.",
                "Start the program with the flows as they are before the change, or name two folders: plan --from=FOLDER FOLDER.")));
  }

  /** The tests and the statements of a flow stand beside it. */
  private static void copyBeside(TestFile flow, Path to) throws IOException {
    List<Path> beside = new ArrayList<>();
    if (Files.exists(flow.path())) {
      beside.add(flow.path());
    }
    try (Stream<Path> all = Files.list(flow.flow().toAbsolutePath().getParent())) {
      all.filter(file -> file.toString().endsWith(".sql")).forEach(beside::add);
    }
    for (Path file : beside) {
      Path copy = to.resolve(file.getFileName());
      if (Files.notExists(copy)) {
        Files.copy(file, copy);
      }
    }
  }

  private static String text(Map<String, FlowVersion> versions, Set<String> files) {
    List<String> all = new ArrayList<>();
    versions
        .values()
        .forEach(
            version ->
                all.add(
                    "%s %s, accepted at %s"
                        .formatted(version.flow(), version.id(), version.acceptedAt())));
    String text = "the last accepted versions of the ledger (%s)".formatted(String.join("; ", all));
    return files.isEmpty()
        ? text
        : text
            + ", and the files of rivya.routes for %s, of which it has none"
                .formatted(String.join(", ", files));
  }

  FlowFolder folder() {
    return folder;
  }

  /** Says what the change is compared with. */
  Finding note() {
    return new Finding(
        Rule.PLAN,
        Severity.NOTE,
        Place.of("the flows before"),
        "Compared with %s.".formatted(text),
        "");
  }

  @Override
  public void close() throws IOException {
    if (written != null) {
      FileSystemUtils.deleteRecursively(written);
    }
  }
}
