package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.EditText;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Copies the tested flows into a folder of the run, with the same lines: each is switched on, and
 * its folders lie below the folder of the run.
 */
final class CopyFlows {
  static final String FOLDER = "rivya-flow-test";

  private final Path to;
  private final Path files;

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
      edited(test.flow(), flows.get(test.flow())).write(to.resolve(test.flow().getFileName()));
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

  private EditText edited(Path file, FlowFile flow) {
    EditText text = new EditText(file);
    for (FlowFile.Route route : flow.routes()) {
      YamlTree.value(route.node(), "autoStartup").ifPresent(node -> text.replace(node, "\"true\""));
    }
    YamlTree.forEachEntry(
        flow.root(),
        (step, entry) ->
            FlowFile.kamelet(YamlTree.text(entry.getValueNode()))
                .filter(TestFile.WITH_DIRECTORY::contains)
                .flatMap(kamelet -> YamlTree.value(step, "parameters"))
                .flatMap(parameters -> YamlTree.value(parameters, "directory"))
                .ifPresent(node -> text.replace(node, below(node))));
    return text;
  }

  private String below(Node node) {
    String value = YamlTree.text(node).strip();
    return "\"%s/%s\"".formatted(files, value).replace("\\", "\\\\");
  }
}
