package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks that the connections that flows name are configured. */
final class CheckConnections {

  private static final String S3 = "rivya.s3";
  private static final String MAIL = "rivya.mail";
  private static final String SFTP = "rivya.sftp";
  private static final String KAFKA = "rivya.kafka";
  private static final String JMS = "rivya.jms";
  private static final String DATABASE = "rivya.database";
  private static final String SQS = "rivya.sqs";
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
    if (use.kamelet().startsWith("s3-")) {
      check(use, S3, findings);
    } else if (use.kamelet().startsWith("mail-")) {
      check(use, MAIL, findings);
    } else if (use.kamelet().startsWith("sftp-")) {
      check(use, SFTP, findings);
    } else if (use.kamelet().startsWith("kafka-")) {
      check(use, KAFKA, findings);
    } else if (use.kamelet().startsWith("jms-")) {
      check(use, JMS, findings);
    } else if (use.kamelet().startsWith("database-")) {
      check(use, DATABASE, findings);
    } else if (use.kamelet().startsWith("sqs-")) {
      check(use, SQS, findings);
      if (use.parameters().containsKey(S3_PARAMETER)) {
        check(use, S3_PARAMETER, S3, findings);
      }
    } else if (use.kamelet().equals("callback-result-sink")) {
      check(use, CALLBACKS, findings);
    }
  }

  private void check(FlowFile.Use use, String prefix, List<Finding> findings) {
    check(use, PARAMETER, prefix, findings);
  }

  private void check(FlowFile.Use use, String parameter, String prefix, List<Finding> findings) {
    FlowFile.Value value = use.parameters().get(parameter);
    String name = value == null ? "default" : resolve.apply(value.text());
    FileLine place = value == null ? use.place() : value.place();
    List<String> names = names(prefix);
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

  private List<String> names(String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .map(Map::keySet)
        .map(names -> List.copyOf(names))
        .orElse(List.of());
  }
}
