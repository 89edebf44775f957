package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How the routes of the program itself use the components that have known holes;
 * src/docs/security.md tells which.
 */
class KnownHolesTest {

  /**
   * Its producer reads a key that it takes from a header as an expression, but no request object.
   */
  @Test
  void asksAStoreByARequestObjectOnly() {
    assertThat(uses("aws2-s3"))
        .isNotEmpty()
        .allSatisfy(use -> assertThat(use).containsEntry("pojoRequest", "true"));
  }

  /** Its producer lets headers choose the address, so no header may reach it or leave with it. */
  @Test
  void callsOverHttpWithoutTheHeadersOfOthers() {
    assertThat(uses("http"))
        .isNotEmpty()
        .allSatisfy(
            use ->
                assertThat(use)
                    .containsEntry("copyHeaders", "false")
                    .containsEntry("followRedirects", "false")
                    .hasEntrySatisfying(
                        "httpUri", address -> assertThat(address).endsWith(".invalid"))
                    .hasEntrySatisfying("before", step -> assertThat(step).isEqualTo("prepared")));
  }

  /**
   * The parameters of each use, with the word "prepared" where a bean empties the message first.
   */
  private static List<Map<String, String>> uses(String scheme) {
    List<Map<String, String>> uses = new ArrayList<>();
    List<FlowFile> files = new ArrayList<>(FlowFiles.read("classpath:kamelets/*.kamelet.yaml"));
    files.addAll(FlowFiles.read("classpath:camel/*.camel.yaml"));
    files.addAll(FlowFiles.read("file:routes/*.camel.yaml"));
    for (FlowFile file : files) {
      List<String> methods = new ArrayList<>();
      YamlTree.forEachEntry(
          file.root(),
          (parent, entry) -> {
            String key = YamlTree.text(entry.getKeyNode());
            String value = YamlTree.text(entry.getValueNode());
            if (key.equals("method")) {
              methods.add(value);
            }
            if (key.equals("uri") && (value.equals(scheme) || value.startsWith(scheme + ":"))) {
              Map<String, String> use = new TreeMap<>();
              YamlTree.value(parent, "parameters").map(YamlTree::entries).orElse(List.of()).stream()
                  .forEach(
                      one ->
                          use.put(
                              YamlTree.text(one.getKeyNode()), YamlTree.text(one.getValueNode())));
              use.put(
                  "before", methods.contains("prepare") ? "prepared" : "nothing in " + file.name());
              uses.add(use);
            }
          });
    }
    return uses;
  }
}
