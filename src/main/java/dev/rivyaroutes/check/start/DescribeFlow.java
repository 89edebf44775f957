package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.flows.CheckSinks;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Describes the sources, models and sinks of a flow in one line. */
final class DescribeFlow {

  private final CamelContext camel;
  private final UnaryOperator<String> resolve;

  DescribeFlow(CamelContext camel) {
    this.camel = camel;
    this.resolve = text -> resolved(camel, text);
  }

  /** A placeholder without a value stays unresolved: a disabled route may have such. */
  static String resolved(CamelContext camel, String text) {
    try {
      return camel.resolvePropertyPlaceholders(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  String describe(FlowFile file) {
    if (file.root() == null) {
      return file.flow() + ", which cannot be read and does not run";
    }
    List<String> sources = new ArrayList<>();
    List<String> sinks = new ArrayList<>();
    List<String> models = new ArrayList<>();
    for (FlowFile.Route route : file.routes()) {
      String source = source(route.node());
      for (FlowFile.Use use : file.uses(route.node())) {
        if (CheckSinks.ACCEPT.contains(use.kamelet())) {
          models.add(value(use, "model") + " of " + value(use, "account"));
          sources.add(source + off(route));
        } else if (use.kamelet().equals(CheckSinks.RESULTS)) {
          sinks.add(value(use, "sink") + off(route));
        }
      }
    }
    return "%s from %s, by %s, to %s"
        .formatted(file.flow(), names(sources), names(models), names(sinks));
  }

  private static String source(Node route) {
    String uri =
        YamlTree.value(route, "from")
            .or(() -> YamlTree.value(route, "uri").map(uriNode -> route))
            .flatMap(from -> YamlTree.textOf(from, "uri"))
            .orElse("?");
    String name = StringHelper.before(uri, "?", uri).replaceFirst("^kamelet:", "");
    return name.equals(uri) ? StringHelper.before(name, ":", name) : name;
  }

  private String off(FlowFile.Route route) {
    ServiceStatus status =
        route.id().map(id -> camel.getRouteController().getRouteStatus(id)).orElse(null);
    return status != null && status.isStarted() ? "" : " (off)";
  }

  private String value(FlowFile.Use use, String parameter) {
    FlowFile.Value value = use.parameters().get(parameter);
    return value == null ? "?" : resolve.apply(value.text());
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "nowhere" : String.join(" and ", names.stream().distinct().toList());
  }
}
