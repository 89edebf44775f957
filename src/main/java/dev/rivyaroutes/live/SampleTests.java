package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes samples as tests of their flows, one case each, with nothing expected. */
final class SampleTests {
  private SampleTests() {}

  /** The samples by the files of their flows. */
  static Map<String, List<Sample>> byFlow(List<Sample> samples) {
    Map<String, List<Sample>> byFlow = new LinkedHashMap<>();
    samples.forEach(
        sample ->
            byFlow
                .computeIfAbsent(sample.use().file().name(), flow -> new ArrayList<>())
                .add(sample));
    return byFlow;
  }

  /**
   * @param folder takes the contents of the briefs
   */
  static Map<TestFile, List<Sample>> write(List<Sample> samples, Path folder) throws IOException {
    Map<TestFile, List<Sample>> files = new LinkedHashMap<>();
    for (Map.Entry<String, List<Sample>> flow : byFlow(samples).entrySet()) {
      ObjectNode root = Json.PLAIN.createObjectNode();
      ArrayNode cases = root.putArray("cases");
      Path own = Files.createDirectory(folder.resolve(Integer.toString(files.size())));
      for (Sample sample : flow.getValue()) {
        String number = Integer.toString(cases.size());
        for (int n = 0; n < sample.files().size(); n++) {
          Files.write(own.resolve(number + "-" + n), sample.files().get(n));
        }
        ObjectNode brief = sample.form().deepCopy();
        for (String key : List.of("from", "raw")) {
          brief.findParents(key).forEach(node -> rename((ObjectNode) node, key, number));
        }
        sample.use().route().ifPresent(route -> brief.put("route", route));
        cases.addObject().put("name", number).set("brief", brief);
      }
      files.put(
          new TestFile(
              flow.getKey(),
              own.resolve("samples.test.yaml"),
              Path.of(flow.getKey()),
              YamlTree.read(flow.getKey(), root.toString()).orElseThrow()),
          flow.getValue());
    }
    return files;
  }

  private static void rename(ObjectNode node, String key, String number) {
    node.put(key, number + "-" + node.path(key).asText());
  }
}
