package dev.rivyaroutes.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of metrics, as Prometheus reads it. */
public record Scrape(String page) {

  private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:]+)(?:\\{(.*)})? \\S+$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** The names of all series, with the suffixes of histograms. */
  public Set<String> names() {
    return SERIES
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The value of a series, with its labels in the order of their names. */
  public Double value(String series) {
    return page.lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.valueOf(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(null);
  }

  /** The types of the metrics that begin so; the maximum of a timer belongs to the timer. */
  public Map<String, String> types(String begin) {
    Map<String, String> types = new TreeMap<>();
    Matcher type = TYPE.matcher(page);
    while (type.find()) {
      types.put(type.group(1), type.group(2));
    }
    types.keySet().removeIf(name -> !name.startsWith(begin));
    types.keySet().removeIf(name -> name.endsWith("_max") && types.containsKey(base(name)));
    return types;
  }

  private static String base(String name) {
    return name.substring(0, name.length() - "_max".length());
  }

  /** The labels of a metric, without those of its buckets. */
  public Set<String> labels(String metric) {
    return SERIES
        .matcher(page)
        .results()
        .filter(found -> found.group(1).matches(metric + "(_bucket|_count|_sum|_max)?"))
        .filter(found -> found.group(2) != null)
        .flatMap(found -> LABEL.matcher(found.group(2)).results())
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All values of labels of the metrics that begin so. */
  public Set<String> values(String begin) {
    return SERIES
        .matcher(page)
        .results()
        .filter(found -> found.group(1).startsWith(begin) && found.group(2) != null)
        .flatMap(found -> LABEL.matcher(found.group(2)).results())
        .map((MatchResult label) -> label.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
