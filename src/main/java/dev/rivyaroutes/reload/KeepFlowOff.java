package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.DisabledRoutes;
import dev.rivyaroutes.brief.flow.EntryRoutes;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;

/** Loads the entry routes of a flow that is switched off without starting them. */
record KeepFlowOff(DisabledRoutes disabled) implements RouteBuilderLifecycleStrategy {

  @Override
  public void afterConfigure(RouteBuilder builder) {
    builder.getRouteCollection().getRoutes().stream()
        .filter(EntryRoutes::isEntry)
        .forEach(disabled::startLater);
  }
}
