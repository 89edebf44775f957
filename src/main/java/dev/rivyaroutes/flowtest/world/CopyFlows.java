package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Copies the tested flows into a folder of the run, with the same lines: each is switched on, and
 * its folders lie below the folder of the run.
 */
final class CopyFlows {
  static final String FOLDER = "rivya-flow-test";

  /** Parameters of Kamelets that name folders of this machine. */
  private static final Map<String, Set<String>> FOLDERS =
      Map.of(
          "folder-drop-source", Set.of("directory"),
          "folder-result-sink", Set.of("directory"));

  private final Path to;
  private final Path files;

  /** A text that takes the place of a value. */
  private record Edit(int start, int end, String text) {}

  /**
   * @param files the folder below which the folders of the flows lie
   */
  CopyFlows(Path to, Path files) {
    this.to = to;
    this.files = files;
  }

  void copy(List<TestFile> tests, Map<Path, FlowFile> flows) throws IOException {
    Files.createDirectories(to);
    for (TestFile test : tests) {
      String text = Files.readString(test.flow(), StandardCharsets.UTF_8);
      Files.writeString(
          to.resolve(test.flow().getFileName()), edited(text, flows.get(test.flow())));
      copySql(test.flow().toAbsolutePath().getParent());
    }
  }

  /** Statements of database Kamelets stand beside the flows. */
  private void copySql(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path sql :
          (Iterable<Path>) all.filter(file -> file.toString().endsWith(".sql"))::iterator) {
        Path copy = to.resolve(sql.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(sql, copy);
        }
      }
    }
  }

  private String edited(String text, FlowFile flow) {
    List<Edit> edits = new ArrayList<>();
    for (FlowFile.Route route : flow.routes()) {
      YamlTree.value(route.node(), "autoStartup")
          .ifPresent(node -> edits.add(edit(node, "\"true\"")));
    }
    YamlTree.forEachEntry(
        flow.root(),
        (mapping, entry) -> {
          String uri = YamlTree.text(entry.getValueNode());
          Set<String> names = FOLDERS.get(uri.replaceFirst("^kamelet:", ""));
          if (names != null) {
            names.forEach(
                name ->
                    YamlTree.value(mapping, "parameters")
                        .flatMap(parameters -> YamlTree.value(parameters, name))
                        .ifPresent(node -> edits.add(below(node))));
          }
        });
    edits.sort(Comparator.comparingInt(Edit::start).reversed());
    StringBuilder edited = new StringBuilder(text);
    for (Edit edit : edits) {
      edited.replace(
          edited.offsetByCodePoints(0, edit.start()),
          edited.offsetByCodePoints(0, edit.end()),
          edit.text());
    }
    return edited.toString();
  }

  private Edit below(Node node) {
    String value = ((ScalarNode) node).getValue().strip();
    return edit(node, "\"%s/%s\"".formatted(files, value).replace("\\", "\\\\"));
  }

  /** The text of a plain or quoted scalar on one line. */
  private static Edit edit(Node node, String text) {
    int start = node.getStartMark().map(mark -> mark.getIndex()).orElseThrow();
    int end = Optional.of(node.getEndMark().orElseThrow().getIndex()).orElseThrow();
    return new Edit(start, end, text);
  }
}
