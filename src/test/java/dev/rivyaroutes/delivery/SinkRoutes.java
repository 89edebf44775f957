package dev.rivyaroutes.delivery;

import dev.rivyaroutes.Variables;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs shipped sink Kamelets in flows of YAML, as rivya-result-source would call them. */
public final class SinkRoutes {

  private final CamelContext camel;
  private int routes;

  public SinkRoutes(CamelContext camel) {
    this.camel = camel;
  }

  /** Starts a flow with one sink; its address is {@code direct:<name>}. */
  public String start(String kamelet, Map<String, String> parameters) throws Exception {
    String name = "results-" + ++routes;
    StringBuilder yaml =
        new StringBuilder(
            """
            - route:
                id: %s
                from:
                  uri: direct
                  parameters:
                    name: %s
                  steps:
                    - to:
                        uri: kamelet:%s
            """
                .formatted(name, name, kamelet));
    if (!parameters.isEmpty()) {
      yaml.append("            parameters:\n");
    }
    parameters.forEach(
        (key, value) -> yaml.append("              %s: '%s'%n".formatted(key, value)));
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml.toString()));
    return name;
  }

  /** Removes all routes, and the Kamelets' instances, which Camel would use again. */
  public void clear() throws Exception {
    for (Route route : List.copyOf(camel.getRoutes())) {
      camel.getRouteController().stopRoute(route.getRouteId());
      camel.removeRoute(route.getRouteId());
    }
    camel.removeEndpoints("*");
  }

  public Exchange exchange(Result result, ResultFile file) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setVariable(Variables.RESULT, result);
    if (file != null) {
      exchange.setVariable(Variables.FILE, file);
    }
    return exchange;
  }

  /** Sends an exchange through a flow; a failure is in its exception. */
  public Exchange send(String name, Exchange exchange) throws Exception {
    try (var producer = camel.createProducerTemplate()) {
      return producer.send("direct:" + name, exchange);
    }
  }

  public Exchange send(String name, Result result) throws Exception {
    return send(name, exchange(result, null));
  }
}
