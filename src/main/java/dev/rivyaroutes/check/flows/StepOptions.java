package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.nodes.Node;

/** The options of a step: those of its address, and those under parameters, which come after. */
final class StepOptions {

  private StepOptions() {}

  /**
   * @param file the file as messages name it
   * @param uri the node of the address, where its options are reported
   */
  static Map<String, FlowFile.Value> of(String file, Node step, Node uri) {
    FileLine place = FileLine.of(file, uri);
    Map<String, FlowFile.Value> options = new LinkedHashMap<>();
    query(YamlTree.text(uri))
        .forEach((key, value) -> options.put(key, new FlowFile.Value(value, place)));
    YamlTree.entries(step, "parameters")
        .forEach(
            entry ->
                options.put(
                    YamlTree.text(entry.getKeyNode()),
                    new FlowFile.Value(
                        YamlTree.text(entry.getValueNode()),
                        FileLine.of(file, entry.getKeyNode()))));
    return options;
  }

  private static Map<String, String> query(String uri) {
    Map<String, String> options = new LinkedHashMap<>();
    String query = StringHelper.after(uri, "?");
    if (query != null) {
      try {
        URISupport.parseQuery(query).forEach((key, value) -> options.put(key, value.toString()));
      } catch (URISyntaxException e) {
        // Camel reports an invalid address when it creates the route.
        options.clear();
      }
    }
    return options;
  }
}
