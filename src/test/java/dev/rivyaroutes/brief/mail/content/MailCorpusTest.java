package dev.rivyaroutes.brief.mail.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails as the programs and servers of people write them. Beside them, expected.yaml has what must
 * be known of each; what is not named there must be empty.
 */
class MailCorpusTest {
  private static final JsonNode EXPECTED = expected();

  static List<String> names() {
    return RawMail.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void knowsTheFactsOf(String name) throws Exception {
    JsonNode expected = EXPECTED.path(name);
    MailFacts facts = RawMail.facts(RawMail.named(name));

    assertThat(shown(facts, expected)).isEqualTo(said(expected));
  }

  @Test
  void hasAnEntryForEachMail() {
    assertThat(EXPECTED.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names());
  }

  /** The same keys in the same order for both. */
  private static Map<String, String> shown(MailFacts facts, JsonNode expected) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("from", facts.sender().from() == null ? "" : facts.sender().from().toString());
    shown.put("name", facts.sender().name());
    shown.put("subject", facts.subject());
    shown.put("text", facts.text().text());
    shown.put("signature", facts.text().signature());
    shown.put(
        "files",
        facts.attachments().stream()
            .map(file -> file.use() + " " + file.name() + " " + file.contentType())
            .collect(Collectors.joining("\n")));
    AutomaticMail automatic = facts.automatic();
    shown.put("automatic", automatic == null ? "" : automatic.kind().word());
    shown.put("refusal", facts.refusal() == null ? "" : facts.refusal().code());
    shown.put("remarks", String.valueOf(facts.remarks().size()));
    shown.put("root", facts.thread().root() == null ? "" : facts.thread().root());
    // Quotations are long, so only some words of them are named.
    String quoted = expected.path("quoted").asText();
    boolean has =
        Arrays.stream(quoted.split(" \\.\\.\\. ")).allMatch(facts.text().quoted()::contains);
    shown.put("quoted", !quoted.isEmpty() && has ? quoted : facts.text().quoted());
    return shown;
  }

  private static Map<String, String> said(JsonNode expected) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String key :
        List.of(
            "from",
            "name",
            "subject",
            "text",
            "signature",
            "files",
            "automatic",
            "refusal",
            "remarks",
            "root",
            "quoted")) {
      String value = expected.path(key).asText("").strip();
      said.put(key, key.equals("remarks") && value.isEmpty() ? "0" : value);
    }
    return said;
  }

  private static JsonNode expected() {
    try {
      return new YAMLMapper().readTree(Path.of("src/test/resources/mails/expected.yaml").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
