package dev.rivyaroutes.check;

/**
 * A problem that stops the start.
 *
 * @param rule the name of the rule that it breaks
 * @param place where it is
 * @param problem what is wrong there, in one sentence
 * @param remedy what to do, in one sentence
 */
public record Finding(Rule rule, Place place, String problem, String remedy) {

  /** What is checked, by the names that reports show. */
  public enum Rule {
    /** The configuration has only keys that exist. */
    CONFIGURATION_KEY,
    /** What the configuration refers to is set. */
    REFERENCE,
    /** The values of the configuration are of the right kind. */
    CONFIGURATION_VALUE,
    /** The program can listen where it is told to. */
    SERVER,
    /** The file is YAML. */
    YAML,
    /** The configuration names only flows that exist. */
    FLOW_NAME,
    /** The file holds routes of Camel's YAML DSL. */
    ROUTE,
    /** Expressions can be read. */
    EXPRESSION,
    /** Ids of routes are there and differ. */
    ROUTE_ID,
    /** Names of beans, templates and the like stand once. */
    NAME_TWICE,
    /** Kamelets and their parameters exist, and the values fit. */
    KAMELET,
    /** Connections exist. */
    CONNECTION,
    /** Each flow has sinks with names of their own. */
    SINK,
    /** Schedules give their flows a prompt. */
    SCHEDULE,
    /** Placeholders have values. */
    PLACEHOLDER;

    /** The name in reports, such as {@code route-id}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public static Finding at(Rule rule, FileLine place, String problem, String remedy) {
    return new Finding(rule, Place.of(place), problem, remedy);
  }

  /** Whether it depends on where the check runs: variables may be set where the program starts. */
  public boolean isNote() {
    return rule == Rule.REFERENCE;
  }

  /** Place, problem and remedy in one line. */
  public String line() {
    return (this + " " + remedy).strip();
  }

  @Override
  public String toString() {
    return place.equals(Place.NOWHERE) ? problem : place + ": " + problem;
  }
}
