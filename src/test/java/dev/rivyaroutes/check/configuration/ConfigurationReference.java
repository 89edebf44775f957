package dev.rivyaroutes.check.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The reference of all keys, made from their records, the javadoc there and the metadata. */
final class ConfigurationReference {

  private static final Path METADATA =
      Path.of("target/classes/META-INF/spring-configuration-metadata.json");

  private static final String HEAD =
      """
      # Configuration: every key

      After this page you can find the key for a setting, its default, and when to change it.

      A key that you do not set has the default below: it is part of the program. Set a key in `config/application.yaml`, in the environment
      (`RIVYA_WAIT_DEADLINE=2h` for `rivya.wait.deadline`) or at the command line (`--rivya.wait.deadline=2h`); the later one of these wins. `<name>`
      is a name that you choose. The keys that flow files name themselves (`{{listing.bucket:listing-photos}}`) have their default there.

      - A time has its unit: `500ms`, `30s`, `5m`, `2h`, `7d`. A size too: `500KB`, `10MB`, `1GB`.
      - `${NAME}` in a value is the environment variable; `${NAME:text}` is `text` where it is not set.
      - Wrong configuration stops the start. The log names each mistake by file and line, with the remedy; the exit code is 2.

      This page is generated from the program. To write it again after a change there:
      `mvn test -Dtest=ConfigurationReferenceTest -Dreference=write`
      """;

  private static final Map<String, List<String>> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("Accounts", List.of("rivya.accounts.*"));
    SECTIONS.put("Access", List.of("rivya.access", "rivya.status-link"));
    SECTIONS.put("Flows", List.of("rivya.routes", "rivya.flows", "rivya.reload"));
    SECTIONS.put("S3 stores", List.of("rivya.s3"));
    SECTIONS.put("Mail", List.of("rivya.mail"));
    SECTIONS.put("SFTP", List.of("rivya.sftp"));
    SECTIONS.put("Kafka", List.of("rivya.kafka"));
    SECTIONS.put("JMS", List.of("rivya.jms"));
    SECTIONS.put("Databases", List.of("rivya.database"));
    SECTIONS.put("SQS", List.of("rivya.sqs"));
    SECTIONS.put("Delivery", List.of("rivya.public-url", "rivya.delivery", "rivya.callbacks"));
    SECTIONS.put("Briefs and media", List.of("rivya.brief", "rivya.media", "rivya.files"));
    SECTIONS.put(
        "Calls to Rivya",
        List.of(
            "rivya.calls",
            "rivya.retry",
            "rivya.wait",
            "rivya.idempotency",
            "rivya.pause",
            "rivya.credits",
            "rivya.models",
            "rivya.chat"));
    SECTIONS.put(
        "Ledger",
        List.of(
            "spring.datasource",
            "rivya.ledger",
            "rivya.bulk",
            "rivya.quarantine",
            "rivya.secrets-key"));
    SECTIONS.put("HTTP server", List.of("server", "management", "rivya.http"));
    SECTIONS.put("Log and traces", List.of("logging", "rivya.traces"));
    SECTIONS.put("Demo", List.of("rivya.simulator"));
  }

  private final List<DocumentedKeys.Key> keys;
  private final Map<String, String> described = new TreeMap<>();
  private final RecordDocs records;

  ConfigurationReference() throws IOException {
    keys = DocumentedKeys.all();
    records = new RecordDocs(Path.of("src/main/java"));
    for (JsonNode key : new ObjectMapper().readTree(METADATA.toFile()).path("properties")) {
      if (key.hasNonNull("description")) {
        described.put(key.path("name").asText(), key.path("description").asText());
      }
    }
  }

  /** What the key does; empty if it is not described. */
  String description(DocumentedKeys.Key key) {
    String text = described.getOrDefault(key.name(), "");
    return (text.isEmpty() ? records.of(key.owner(), key.component()) : text)
        .replaceAll("\\{@code ((?:[^{}]|\\{[^{}]*})*)}", "`$1`")
        .replaceAll("\\{@link ([^}]*)}", "`$1`")
        .strip();
  }

  List<DocumentedKeys.Key> keys() {
    return keys;
  }

  String page() {
    StringBuilder page = new StringBuilder(HEAD);
    List<DocumentedKeys.Key> left = new ArrayList<>(keys);
    SECTIONS.forEach(
        (title, prefixes) -> {
          List<DocumentedKeys.Key> rows = new ArrayList<>();
          for (String prefix : prefixes) {
            Predicate<DocumentedKeys.Key> here =
                key -> key.name().equals(prefix) || key.name().matches(below(prefix));
            rows.addAll(left.stream().filter(here).toList());
            left.removeIf(here);
          }
          page.append(rows.isEmpty() ? "" : table(title, rows));
        });
    if (!left.isEmpty()) {
      throw new IllegalStateException("no section for " + left);
    }
    return page.toString();
  }

  private static String below(String prefix) {
    return prefix.replace(".", "\\.").replace("*", "\\*") + "[.\\[].*";
  }

  private String table(String title, List<DocumentedKeys.Key> rows) {
    return "\n## "
        + title
        + "\n\n| key | default | value | what it does |\n|---|---|---|---|\n"
        + rows.stream().map(this::row).collect(Collectors.joining());
  }

  private String row(DocumentedKeys.Key key) {
    String name = key.name().replace("[*]", "[0]").replace("*", "<name>");
    String value = key.defaultValue();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            name,
            value == null || value.isEmpty() ? "" : "`" + value + "`",
            kind(key),
            description(key).replace("|", "\\|"));
  }

  private static String kind(DocumentedKeys.Key key) {
    return switch (key.type().replaceFirst("<.*", "")) {
      case "java.time.Duration" -> "time";
      case "org.springframework.util.unit.DataSize" -> "size";
      case "java.lang.Boolean", "boolean" -> "true or false";
      case "java.lang.Integer", "int", "java.lang.Long", "long" -> "whole number";
      case "java.math.BigDecimal" -> "credits";
      case "java.lang.Double", "double" -> "number";
      case "java.net.InetAddress" -> "address";
      case "java.util.List" -> "list";
      case "java.lang.String" -> "text";
      default -> choices(key.type());
    };
  }

  private static String choices(String type) {
    try {
      Object[] constants = Class.forName(type).getEnumConstants();
      if (constants == null) {
        return "text";
      }
      return Arrays.stream(constants)
          .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", "));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The descriptions of the components of records, from their source. */
  private static final class RecordDocs {

    private final Path sources;

    RecordDocs(Path sources) {
      this.sources = sources;
    }

    String of(String owner, String component) {
      if (owner == null) {
        return "";
      }
      String outer = owner.replaceFirst("\\$.*", "");
      String simple = owner.replaceFirst(".*[.$]", "");
      try {
        String source = Files.readString(sources.resolve(outer.replace('.', '/') + ".java"));
        int record = source.indexOf("record " + simple + "(");
        int doc = source.lastIndexOf("/**", record);
        String text =
            source.substring(doc, source.indexOf("*/", doc)).replaceAll("\\n\\s*\\* ?", " ");
        int at = text.indexOf("@param " + component + " ");
        if (at < 0) {
          return "";
        }
        String from = text.substring(at + ("@param " + component + " ").length());
        return from.split("\\s@(param|throws|return)\\b", 2)[0].replaceAll("\\s+", " ").strip();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
