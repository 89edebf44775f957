package dev.rivyaroutes.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a benchmark measured, and in which setting: tables in Markdown, and the same as JSON. */
final class Report {

  private record Table(List<String> columns, List<List<String>> rows) {}

  private final String name;
  private final List<String> settings = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  /** Begins with the machine; the load average shows whether something else ran. */
  Report(String name) {
    this.name = name;
    setting(
        "%d cores, which the program shares with the simulated Rivya, the load and the databases; load average at first %.1f; Java %s.",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("java.version"));
    setting(
        "Files are forced to the disk; PostgreSQL has fsync and synchronous_commit on; SQLite forces each commit.");
  }

  Report setting(String line, Object... values) {
    settings.add(line.formatted(values));
    return this;
  }

  Report table(String... columns) {
    tables.add(new Table(List.of(columns), new ArrayList<>()));
    return this;
  }

  /** Adds a row to the last table. */
  Report row(String... cells) {
    tables.get(tables.size() - 1).rows().add(List.of(cells));
    return this;
  }

  /** One contestant's row; the ratios are the medians of those in the same round. */
  Report race(Racer racer, Race.Took cold, List<Race.Took> took, List<Race.Took> first) {
    return row(
        racer.name(),
        number("%.0f", median(took, Race.Took::jobsPerSecond)),
        number("%.2f", ratio(took, first, Race.Took::jobsPerSecond)),
        number("%.2f", median(took, t -> t.cpu() * 1_000)),
        number("%.2f", ratio(took, first, Race.Took::cpu)),
        number("%.2f", median(took, t -> t.databaseCpu() * 1_000)),
        number("%.2f", cold.cpu() * 1_000),
        number("%.2f", median(took, Race.Took::calls)),
        Long.toString(Usage.peakResident(racer.process())),
        Long.toString(Usage.peakHeap(racer.gcLog())));
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  static double median(List<Double> values) {
    return at(values.stream().sorted().toList(), .5);
  }

  private static double median(List<Race.Took> took, ToDoubleFunction<Race.Took> figure) {
    return median(took.stream().map(figure::applyAsDouble).toList());
  }

  private static double ratio(
      List<Race.Took> took, List<Race.Took> first, ToDoubleFunction<Race.Took> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < took.size(); i++) {
      ratios.add(figure.applyAsDouble(took.get(i)) / figure.applyAsDouble(first.get(i)));
    }
    return median(ratios);
  }

  /** Prints the report and keeps it in {@code target/bench}, as Markdown and as JSON. */
  void keep() throws IOException {
    System.out.println(this);
    Path folder = Files.createDirectories(Path.of("target", "bench"));
    Files.writeString(folder.resolve(name + ".md"), toString());
    Files.writeString(folder.resolve(name + ".json"), json().toPrettyString());
  }

  private ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode().put("benchmark", name);
    settings.forEach(report.putArray("settings")::add);
    ArrayNode all = report.putArray("tables");
    for (Table table : tables) {
      ArrayNode rows = all.addArray();
      for (List<String> cells : table.rows()) {
        ObjectNode row = rows.addObject();
        for (int i = 0; i < cells.size(); i++) {
          row.put(table.columns().get(i), cells.get(i));
        }
      }
    }
    return report;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    settings.forEach(line -> text.append(line).append('\n'));
    for (Table table : tables) {
      text.append('\n').append(line(table.columns()));
      text.append("|---".repeat(table.columns().size())).append("|\n");
      table.rows().forEach(cells -> text.append(line(cells)));
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
