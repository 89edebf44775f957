package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A brief that was seen at a source.
 *
 * @param use the source
 * @param name what people know it by, and how long it has been there
 * @param form the brief as the tests of flows write it
 * @param files the contents that the form names by their numbers
 */
record Sample(LiveUse use, String name, ObjectNode form, List<byte[]> files) {

  /** More files beside a document are not read to be looked at. */
  private static final int MOST_BESIDE = 20;

  /** A file, with those beside it that it names. Of a manifest only the first row is shown. */
  static Sample file(LiveUse use, WaitingBrief brief) throws IOException {
    ObjectNode form = Json.PLAIN.createObjectNode().put("file", brief.name()).put("from", "0");
    List<byte[]> files = new ArrayList<>(List.of(firstRow(brief)));
    String folder = brief.name().substring(0, brief.name().lastIndexOf('/') + 1);
    for (String reference : references(brief)) {
      if (files.size() > MOST_BESIDE) {
        break;
      }
      Optional<InputStream> beside = brief.siblings().open(reference);
      if (beside.isPresent()) {
        try (InputStream bytes = beside.get()) {
          ArrayNode list = form.withArray("beside");
          list.addObject()
              .put("file", folder + reference)
              .put("from", Integer.toString(files.size()));
          files.add(bytes.readAllBytes());
        }
      }
    }
    return new Sample(use, named(brief.name(), brief.since()), form, files);
  }

  static String named(String name, Instant since) {
    return since == null ? name : name + ", since " + since.truncatedTo(ChronoUnit.SECONDS);
  }

  private static byte[] firstRow(WaitingBrief brief) {
    int lines =
        switch (ending(brief.name())) {
          case "csv", "tsv" -> 2;
          case "jsonl", "ndjson" -> 1;
          default -> 0;
        };
    if (lines == 0) {
      return brief.content();
    }
    return new String(brief.content(), StandardCharsets.UTF_8)
        .lines()
        .limit(lines)
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static List<String> references(WaitingBrief brief) {
    if (!List.of("json", "yaml", "yml").contains(ending(brief.name()))) {
      return List.of();
    }
    try {
      return YamlTree.read(brief.name(), YamlTree.decode(brief.content()))
          .map(root -> YamlTree.items(root, "references"))
          .orElse(List.of())
          .stream()
          .map(Sample::fileName)
          .filter(name -> !name.isEmpty() && !name.contains(":") && !name.contains(".."))
          .toList();
    } catch (WrongConfiguration e) {
      return List.of(); // The flow says what is wrong with the document.
    }
  }

  private static String fileName(Node reference) {
    return reference instanceof ScalarNode
        ? YamlTree.text(reference)
        : YamlTree.textOf(reference, "file").orElse("");
  }
}
