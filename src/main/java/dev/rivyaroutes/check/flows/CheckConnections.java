package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks that the connections that flows name are configured. */
final class CheckConnections {

  private static final Set<String> SYSTEMS =
      Set.of("s3", "mail", "sftp", "kafka", "jms", "database", "sqs");

  private static final String CALLBACKS = "rivya.callbacks";
  private static final String PARAMETER = "connection";
  private static final String S3_PARAMETER = "s3-connection";

  private final Environment environment;
  private final UnaryOperator<String> resolve;

  CheckConnections(Environment environment, UnaryOperator<String> resolve) {
    this.environment = environment;
    this.resolve = resolve;
  }

  void check(FlowFile.Use use, List<Finding> findings) {
    for (String parameter : List.of(PARAMETER, S3_PARAMETER)) {
      boolean used = parameter.equals(PARAMETER) || use.parameters().containsKey(parameter);
      prefix(use.kamelet(), parameter)
          .filter(prefix -> used)
          .ifPresent(prefix -> check(use, parameter, prefix, findings));
    }
  }

  /** Where the connections are configured that a parameter of a Kamelet names. */
  static Optional<String> prefix(String kamelet, String parameter) {
    String system = StringHelper.before(kamelet, "-", "");
    if (parameter.equals(S3_PARAMETER)) {
      return system.equals("sqs") ? Optional.of("rivya.s3") : Optional.empty();
    }
    if (!parameter.equals(PARAMETER)) {
      return Optional.empty();
    }
    return SYSTEMS.contains(system)
        ? Optional.of("rivya." + system)
        : Optional.of(CALLBACKS).filter(prefix -> kamelet.equals("callback-result-sink"));
  }

  private void check(FlowFile.Use use, String parameter, String prefix, List<Finding> findings) {
    FlowFile.Value value = use.parameters().get(parameter);
    String name = value == null ? "default" : resolve.apply(value.text());
    FileLine place = value == null ? use.place() : value.place();
    List<String> names = names(environment, prefix);
    if (name.contains("{{")) {
      return;
    }
    if (!names.contains(name)) {
      String nearest = Nearest.near(name, names);
      findings.add(
          Finding.at(
              Rule.CONNECTION,
              place,
              "There is no connection " + name + " under " + prefix + ".",
              (nearest == null ? "Add " : "Write " + parameter + ": " + nearest + ", or add ")
                  + prefix
                  + "."
                  + name
                  + " to config/application.yaml."));
    } else if (prefix.equals(CALLBACKS)
        && environment.getProperty(prefix + "." + name + ".url", "").isBlank()) {
      findings.add(
          Finding.at(
              Rule.CONNECTION,
              place,
              prefix + "." + name + ".url is not set.",
              "Set it to the https address that receives the callbacks."));
    }
  }

  static List<String> names(Environment environment, String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .map(Map::keySet)
        .map(names -> List.copyOf(names))
        .orElse(List.of());
  }
}
