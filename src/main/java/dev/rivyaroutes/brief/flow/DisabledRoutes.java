package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.outbox.Sinks;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps routes that are switched off ({@code autoStartup: false}) out of Camel, which would create
 * their endpoints nevertheless. So a flow that is off needs no account, connection or component.
 * Its name and its sinks stay known: callers get an answer that it is off, and its results are
 * kept.
 */
@Component
public class DisabledRoutes {

  /** A route with this property is not started when it is loaded, but known to Camel. */
  private static final String LATER = "rivya.start.later";

  private static final Logger LOG = LoggerFactory.getLogger(DisabledRoutes.class);

  private final CamelContext camel;
  private final Sinks sinks;
  private final Set<String> http = ConcurrentHashMap.newKeySet();
  private final Set<String> chats = ConcurrentHashMap.newKeySet();

  DisabledRoutes(CamelContext camel, Sinks sinks) {
    this.camel = camel;
    this.sinks = sinks;
    camel
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .setRouteFilter(route -> !isOff(route));
  }

  /** Whether a route that is off accepts the flow's briefs over HTTP. */
  public boolean acceptsOverHttp(String flow) {
    return http.contains(flow);
  }

  /** Whether a route that is off hands the flow's messages to rivya-chat-sink. */
  boolean chats(String flow) {
    return chats.contains(flow);
  }

  /** The routes of these flows are loaded anew, and some may be on. */
  public void forget(Set<String> flows) {
    http.removeAll(flows);
    chats.removeAll(flows);
  }

  /** Has Camel load the route without starting it, unless its text keeps it out of Camel. */
  public void startLater(RouteDefinition route) {
    if (!isFalse(route.getAutoStartup())) {
      route.routeProperty(LATER, "true").autoStartup(false);
    }
  }

  private static boolean isLater(RouteDefinition route) {
    return route.getRouteProperties() != null
        && route.getRouteProperties().stream().anyMatch(one -> LATER.equals(one.getKey()));
  }

  private boolean isOff(RouteDefinition route) {
    if (isLater(route)) {
      return false;
    }
    if (!isFalse(route.getAutoStartup())) {
      return false;
    }
    try {
      use(route.getInput().getEndpointUri()).ifPresent(this::source);
      ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
          .forEach(step -> use(step.getUri()).ifPresent(this::sink));
    } catch (IllegalArgumentException e) {
      LOG.debug("A route that is off has an error, which is reported once it is on", e);
    }
    return true;
  }

  private boolean isFalse(String autoStartup) {
    return "false".equalsIgnoreCase(resolved(autoStartup).orElse(""));
  }

  private void source(KameletUse use) {
    String flow = use.parameter("flow").orElse("");
    if (use.name().equals("http-drop-source")) {
      http.add(flow);
    }
    if (use.takesResults() && use.parameter("sink").isPresent()) {
      String on = use.parameter("on").orElse(Sinks.On.SUCCEEDED.name());
      sinks.declare(
          flow, use.parameter("sink").get(), Sinks.On.valueOf(on.toUpperCase(Locale.ROOT)));
    }
  }

  private void sink(KameletUse use) {
    if (use.acceptsBriefs()) {
      use.parameter("flow").ifPresent(sinks::declare);
    }
    if (use.name().equals("rivya-chat-sink")) {
      use.parameter("flow").ifPresent(chats::add);
    }
  }

  private Optional<KameletUse> use(String uri) {
    return resolved(uri).flatMap(KameletUse::of);
  }

  /** Empty where a placeholder has no value: a route that is off needs none. */
  private Optional<String> resolved(String text) {
    try {
      return Optional.ofNullable(text).map(camel::resolvePropertyPlaceholders);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
