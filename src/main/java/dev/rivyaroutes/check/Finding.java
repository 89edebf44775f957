package dev.rivyaroutes.check;

import java.util.Locale;

/**
 * A problem of the configuration or of a flow.
 *
 * @param rule the name of the rule that it breaks
 * @param severity how bad it is
 * @param place where it is
 * @param problem what is wrong there, in one sentence
 * @param remedy what to do, in one sentence
 */
public record Finding(Rule rule, Severity severity, Place place, String problem, String remedy) {

  /** How bad a problem is. */
  public enum Severity {
    /** It must be corrected. */
    ERROR,
    /** It works, but hardly as meant. */
    WARNING,
    /** It does no harm, or depends on where the check runs. */
    NOTE,
    /** Nothing is wrong: what was seen. It is never counted. */
    INFO;

    /** The name in reports. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
    PLACEHOLDER,
    /** Models exist, and their parameters have possible values. */
    MODEL,
    /** A flow makes media or chats, and has only steps of its kind. */
    KIND,
    /** Texts and addresses are made of the brief only as far as that is safe. */
    SCOPE,
    /** No source takes in what the sinks of its flow write. */
    LOOP,
    /** What is moved or deleted has a place for what was refused. */
    QUARANTINE,
    /** No secret is in a flow. */
    SECRET,
    /** Senders of mail are proven. */
    SENDER,
    /** Somebody may call each flow that is called. */
    CALLER,
    /** An account can be used: its key, scopes and balance. Only with {@code --live}. */
    ACCOUNT,
    /** What flows and connections name can be reached. Only with {@code --live}. */
    REACH,
    /** What waits at a source can be used. Only with {@code --live}. */
    SAMPLE,
    /** A change of flows changes nothing for the briefs that came lately. Only {@code plan}. */
    PLAN,
    /** A file of tests has only what such files have. */
    FLOW_TEST,
    /** A flow does what its tests expect. */
    EXPECTATION,
    /** Each step of a flow is reached by a test. */
    UNTESTED;

    /** Whether it is a rule of another command, which {@code check} does not hold. */
    public boolean isOfOthers() {
      return this == PLAN || this == FLOW_TEST || this == EXPECTATION || this == UNTESTED;
    }

    /** Whether only {@code check --live} checks it. */
    public boolean isLive() {
      return this == ACCOUNT || this == REACH || this == SAMPLE;
    }

    /** The name in reports, such as {@code route-id}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Variables may be set where the program starts, so a reference to none is only a note. */
  public Finding(Rule rule, Place place, String problem, String remedy) {
    this(rule, rule == Rule.REFERENCE ? Severity.NOTE : Severity.ERROR, place, problem, remedy);
  }

  public static Finding at(Rule rule, FileLine place, String problem, String remedy) {
    return new Finding(rule, Place.of(place), problem, remedy);
  }

  public static Finding warning(Rule rule, FileLine place, String problem, String remedy) {
    return new Finding(rule, Severity.WARNING, Place.of(place), problem, remedy);
  }

  public static Finding note(Rule rule, FileLine place, String problem, String remedy) {
    return new Finding(rule, Severity.NOTE, Place.of(place), problem, remedy);
  }

  /** What was seen, which is no problem. */
  public static Finding info(Rule rule, Place place, String what) {
    return new Finding(rule, Severity.INFO, place, what, "");
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * Whether the program does not start with it. A flow that leaks works as it did before; it is
   * only warned of.
   */
  public boolean stopsStart() {
    return rule == Rule.REFERENCE || isError() && rule != Rule.SCOPE && rule != Rule.SECRET;
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
