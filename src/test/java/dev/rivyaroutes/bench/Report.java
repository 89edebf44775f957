package dev.rivyaroutes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables of the benchmark, in Markdown. */
final class Report {

  private final StringBuilder text = new StringBuilder();

  Report line(String line, Object... values) {
    text.append(line.formatted(values)).append('\n');
    return this;
  }

  Report table(String... columns) {
    line("");
    row(List.of(columns));
    return line("|---".repeat(columns.length) + "|");
  }

  Report row(List<String> cells) {
    return line("%s", "| " + String.join(" | ", cells) + " |");
  }

  /** One contestant's row; the ratios are the medians of those in the same round. */
  Report race(Racer racer, List<Race.Took> took, List<Race.Took> bare) {
    List<String> cells = new ArrayList<>();
    cells.add(racer.name());
    cells.add(number("%.0f", median(took, Race.Took::jobsPerSecond)));
    cells.add(number("%.2f", ratio(took, bare, Race.Took::jobsPerSecond)));
    cells.add(number("%.2f", median(took, t -> t.cpu() * 1_000)));
    cells.add(number("%.2f", ratio(took, bare, Race.Took::cpu)));
    cells.add(number("%.2f", median(took, t -> t.databaseCpu() * 1_000)));
    cells.add(number("%.2f", median(took, Race.Took::calls)));
    cells.add(Long.toString(Usage.peakResident(racer.process())));
    cells.add(Long.toString(Usage.peakHeap(racer.gcLog())));
    return row(cells);
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static double median(List<Race.Took> took, ToDoubleFunction<Race.Took> figure) {
    return at(took.stream().map(figure::applyAsDouble).sorted().toList(), .5);
  }

  private static double ratio(
      List<Race.Took> took, List<Race.Took> bare, ToDoubleFunction<Race.Took> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < took.size(); i++) {
      ratios.add(figure.applyAsDouble(took.get(i)) / figure.applyAsDouble(bare.get(i)));
    }
    return at(ratios.stream().sorted().toList(), .5);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
