package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.rivyaroutes.testing.Alarms;
import dev.rivyaroutes.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped alarms: their words, their pages, and when they are raised. */
class AlarmsTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path CASES = Path.of("src/test/resources/prometheus/alarms.yaml");

  @TempDir Path folder;

  @Test
  void saysHowSevereItIsAndWhatHappenedAndWhereToRead() throws IOException {
    String page = Document.page("operations").text();
    for (Alarms.Alarm alarm : Alarms.shipped()) {
      String section = "### " + alarm.name() + "\n";
      assertThat(alarm.severity()).as(alarm.name()).isIn("critical", "warning");
      assertThat(alarm.summary()).as(alarm.name()).matches("[A-Z].*[.]");
      assertThat(alarm.runbook())
          .isEqualTo("src/docs/operations.md#" + alarm.name().toLowerCase(Locale.ROOT));
      assertThat(page).contains(section);
      String text = page.substring(page.indexOf(section) + section.length()).split("\n#", 2)[0];
      assertThat(text).as(alarm.name()).contains("Means:", "Look at:", "Do:");
    }
  }

  @Test
  void describesNoOtherAlarms() throws IOException {
    Set<String> described =
        Document.page("operations").headings().stream()
            .filter(heading -> heading.matches("Rivya[A-Z]\\w+"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(names());
  }

  @Test
  void hasACaseForEveryAlarm() throws IOException {
    Set<String> cases = new TreeSet<>();
    YAML.readTree(CASES.toFile()).fieldNames().forEachRemaining(cases::add);

    assertThat(cases).isEqualTo(names());
  }

  private static Set<String> names() throws IOException {
    return Alarms.shipped().stream()
        .map(Alarms.Alarm::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void isAcceptedByPromtool() throws Exception {
    assertThat(promtool("check", "rules", Alarms.RULES.toAbsolutePath().toString()))
        .contains("SUCCESS");
  }

  /** Each alarm is raised by its case, and not by the series that must not raise it. */
  @Test
  void isRaisedWhenItShould() throws Exception {
    Map<String, Object> tests = new LinkedHashMap<>();
    tests.put("rule_files", List.of(Alarms.RULES.toAbsolutePath().toString()));
    tests.put("evaluation_interval", "1m");
    JsonNode cases = YAML.readTree(CASES.toFile());
    List<Map<String, Object>> all = new ArrayList<>();
    for (Alarms.Alarm alarm : Alarms.shipped()) {
      all.add(test(alarm, cases.path(alarm.name()), "fires"));
      all.add(test(alarm, cases.path(alarm.name()), "quiet"));
    }
    tests.put("tests", all);
    Path file = folder.resolve("tests.yaml");
    YAML.writeValue(file.toFile(), tests);

    assertThat(promtool("test", "rules", file.toString())).contains("SUCCESS");
  }

  private static Map<String, Object> test(Alarms.Alarm alarm, JsonNode given, String kind) {
    List<Map<String, String>> series = new ArrayList<>();
    for (JsonNode line : given.path(kind)) {
      String[] parts = line.asText().split("(?<=[}\\w]) (?=[-\\d])", 2);
      series.add(Map.of("series", parts[0], "values", parts[1]));
    }
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("alertname", alarm.name());
    expected.put("eval_time", given.path("at").asText());
    List<Object> raised = new ArrayList<>();
    if (kind.equals("fires")) {
      Map<String, String> labels = new LinkedHashMap<>();
      given
          .path("labels")
          .fields()
          .forEachRemaining(l -> labels.put(l.getKey(), l.getValue().asText()));
      String summary = alarm.summary();
      for (Map.Entry<String, String> label : labels.entrySet()) {
        summary = summary.replace("{{ $labels." + label.getKey() + " }}", label.getValue());
      }
      labels.put("severity", alarm.severity());
      raised.add(
          Map.of(
              "exp_labels",
              labels,
              "exp_annotations",
              Map.of("summary", summary, "runbook", alarm.runbook())));
    }
    expected.put("exp_alerts", raised);
    return Map.of("interval", "1m", "input_series", series, "alert_rule_test", List.of(expected));
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    assumeTrue(
        isInstalled(),
        "promtool is not installed; install the package prometheus to run this test");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String says = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(says).isZero();
    return says;
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool")));
  }
}
