package dev.rivyaroutes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The shipped alarms and the shipped dashboard, and the metrics that they name. */
public final class Alarms {

  public static final Path RULES = Path.of("config/prometheus/rivya-routes.rules.yaml");
  public static final Path DASHBOARD = Path.of("config/grafana/rivya-routes.json");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern METRIC =
      Pattern.compile("(?<![\\w\"])[a-z]+(_[a-z]+)+\\b(?!\\s*\\()");
  private static final Pattern LABELS =
      Pattern.compile("\\{[^}]*}|\\b(by|on|without)\\s*\\([^)]*\\)");

  public record Alarm(
      String name, String expression, String severity, String summary, String runbook) {}

  private Alarms() {}

  public static List<Alarm> shipped() throws IOException {
    List<Alarm> alarms = new ArrayList<>();
    for (JsonNode group : YAML.readTree(RULES.toFile()).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        alarms.add(
            new Alarm(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("labels").path("severity").asText(),
                rule.path("annotations").path("summary").asText(),
                rule.path("annotations").path("runbook").asText()));
      }
    }
    return alarms;
  }

  /** The expressions of all panels of the dashboard. */
  public static List<String> panels() throws IOException {
    List<String> expressions = new ArrayList<>();
    new ObjectMapper()
        .readTree(DASHBOARD.toFile())
        .findValues("expr")
        .forEach(expression -> expressions.add(expression.asText()));
    return expressions;
  }

  /** The metrics that an expression names. */
  public static Set<String> metrics(String expression) {
    Set<String> names = new TreeSet<>();
    METRIC
        .matcher(LABELS.matcher(expression).replaceAll(" "))
        .results()
        .forEach(name -> names.add(name.group()));
    return names;
  }
}
