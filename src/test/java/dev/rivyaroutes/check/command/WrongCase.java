package dev.rivyaroutes.check.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * A case of src/test/resources/wrong: what is changed in a flow and a configuration without
 * findings, which files are added, and what is found then.
 */
public record WrongCase(String name, Map<String, Object> content) {

  private static final Path HOME = Path.of("src/test/resources/wrong");
  private static final String FLOW = "routes/posters.camel.yaml";
  private static final String CONFIG = "config/application.yaml";

  /**
   * A finding, written as {@code posters:6:7 kamelet warning | what it says | and more}.
   *
   * @param place {@code posters:6:7} is in the flow posters, {@code config:1:1} in the
   *     configuration
   */
  public record Expected(String place, String rule, String severity, List<String> says) {

    static Expected parse(String text) {
      String[] parts = text.split(" \\| ");
      String[] head = parts[0].split(" ");
      int severity = head.length > 2 && head[head.length - 1].matches("warning|note") ? 1 : 0;
      int rule = head.length - 1 - severity;
      return new Expected(
          String.join(" ", List.of(head).subList(0, rule)),
          head[rule],
          severity == 1 ? head[head.length - 1] : "error",
          List.of(parts).subList(1, parts.length));
    }

    boolean matches(Finding finding, Path folder) {
      String text = finding.problem() + " " + finding.remedy();
      return place.equals(placeOf(finding, folder))
          && rule.equals(finding.rule().word())
          && severity.equals(finding.severity().word())
          && says.stream().allMatch(text.replace(folder + "/", "")::contains);
    }

    static List<String> of(List<Finding> findings, Path folder) {
      return findings.stream()
          .map(
              one ->
                  "%s %s %s | %s | %s"
                      .formatted(
                          placeOf(one, folder),
                          one.rule().word(),
                          one.severity().word(),
                          one.problem(),
                          one.remedy())
                      .replace(folder + "/", "")
                      .replace(" error |", " |"))
          .toList();
    }

    private static String placeOf(Finding finding, Path folder) {
      FileLine line = finding.place().line();
      if (line == null) {
        return finding.place().holder().replace(folder + "/", "");
      }
      String file = line.file().replace(folder + "/", "");
      return file.replace(CONFIG, "config").replaceAll("^routes/|[.]camel[.]yaml$", "")
          + ":"
          + line.line()
          + ":"
          + line.column();
    }
  }

  public static List<WrongCase> all() throws IOException {
    List<WrongCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(HOME)) {
      for (Path file : files.filter(one -> !one.toString().contains("base")).sorted().toList()) {
        List<Map<String, Object>> all = new Yaml().load(Files.readString(file));
        all.forEach(one -> cases.add(new WrongCase((String) one.get("case"), one)));
      }
    }
    return cases;
  }

  public List<Expected> finds() {
    return texts("finds").stream().map(Expected::parse).toList();
  }

  /** What is given on the command line, and where the case is. */
  List<String> settings(Path folder) {
    return Stream.concat(
            texts("settings").stream(),
            Stream.of(
                "--spring.config.location=classpath:/,file:" + folder + "/config/",
                "--rivya.routes=file:" + folder + "/routes/*.camel.yaml"))
        .toList();
  }

  public void write(Path folder) throws IOException {
    write(folder.resolve(FLOW), changed("base.camel.yaml", "flow"));
    write(folder.resolve(CONFIG), changed("base-config.yaml", "config"));
    Object files = content.getOrDefault("files", Map.of());
    for (Map.Entry<?, ?> file : ((Map<?, ?>) files).entrySet()) {
      write(folder.resolve(file.getKey().toString()), file.getValue().toString());
    }
  }

  /** An added file; null if the case does not have it. */
  public Object text(String file) {
    return ((Map<?, ?>) content.getOrDefault("files", Map.of())).get(file);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    // ISO 8859-1 can write bytes that are not UTF-8.
    boolean bytes = text.contains("\u00FC") && text.contains("Latin-1");
    Files.write(file, text.getBytes(bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
  }

  /** A text in the place of the whole base, or a list of what is replaced and by what. */
  private String changed(String base, String key) throws IOException {
    Object change = content.get(key);
    if (change instanceof String whole) {
      return whole;
    }
    String text = Files.readString(HOME.resolve(base));
    if (change instanceof List<?> changes) {
      for (Object one : changes) {
        Map<?, ?> edit = (Map<?, ?>) one;
        String replaced = edit.get("replace").toString();
        assertThat(text).as(name).contains(replaced);
        int at = text.indexOf(replaced);
        text = text.substring(0, at) + edit.get("by") + text.substring(at + replaced.length());
      }
    }
    String end = texts("line-ends").stream().collect(Collectors.joining());
    return end.isEmpty() ? text : text.replace("\n", end);
  }

  private List<String> texts(String key) {
    Object texts = content.getOrDefault(key, List.of());
    return texts instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of(texts.toString());
  }

  @Override
  public String toString() {
    return name;
  }
}
