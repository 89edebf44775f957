package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.check.flows.FlowFile;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/** What flows name that a run replaces: accounts, connections and tables. */
final class NamedByFlows {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:]+)(?::([^}]*))?}}");
  private static final String DEFAULT = "default";

  private final List<FlowFile.Use> uses;
  private final Environment environment;

  NamedByFlows(Collection<FlowFile> flows, Environment environment) {
    this.uses = flows.stream().flatMap(flow -> flow.uses(flow.root()).stream()).toList();
    this.environment = environment;
  }

  Set<String> accounts() {
    Set<String> names = new TreeSet<>();
    uses.forEach(use -> add(names, use, "account"));
    return names;
  }

  /** The connections of every kind. */
  Set<String> connections() {
    Set<String> names = new TreeSet<>(Set.of(DEFAULT));
    for (FlowFile.Use use : uses) {
      add(names, use, "connection");
      add(names, use, "s3-connection");
    }
    return names;
  }

  /** Whether a flow uses a Kamelet of a system, such as sftp. */
  boolean use(String system) {
    return uses.stream().anyMatch(use -> use.system().equals(system));
  }

  /** The uses of Kamelets. */
  List<FlowFile.Use> uses(Predicate<String> kamelet) {
    return uses.stream().filter(use -> kamelet.test(use.kamelet())).toList();
  }

  private void add(Set<String> names, FlowFile.Use use, String parameter) {
    String value = value(use, parameter);
    if (!value.isBlank()) {
      names.add(value);
    }
  }

  /** A parameter with its placeholders resolved; empty if it is not set. */
  String value(FlowFile.Use use, String parameter) {
    FlowFile.Value value = use.parameters().get(parameter);
    if (value == null) {
      return "";
    }
    Matcher placeholder = PLACEHOLDER.matcher(value.text());
    return placeholder.replaceAll(
        found -> {
          String otherwise = found.group(2) == null ? "" : found.group(2);
          return Matcher.quoteReplacement(
              environment.getProperty(found.group(1).strip(), otherwise));
        });
  }
}
