package dev.rivyaroutes.flowtest.brief;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.flowtest.end.ContentFacts;
import java.io.ByteArrayInputStream;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/** Gives a brief to the steps of a flow, in the place of its source. */
public final class GiveBrief {
  private final CamelContext camel;
  private final ContentFacts facts;

  public GiveBrief(CamelContext camel, ContentFacts facts) {
    this.camel = camel;
    this.facts = facts;
  }

  /**
   * @param routes the ids of the routes of the flow
   * @param id names the brief among all of the run
   * @return why a step of the flow failed; empty if none did
   */
  public Optional<String> give(GivenBrief brief, Set<String> routes, String id) throws Exception {
    Optional<Source> source =
        Source.of(camel, routes).stream()
            .min(Comparator.comparing(one -> !one.kind().startsWith(brief.source() + "-")));
    if (source.isEmpty()) {
      return Optional.of("The flow has no source any more.");
    }
    Route route = camel.getRoute(source.get().route());
    Exchange exchange = route.getEndpoint().createExchange();
    Origin.message(brief.source(), "plan").set(exchange);
    exchange.setProperty(
        ReadBriefs.PRESENTED, new IncomingBrief(id, brief.name(), brief.body(), null));
    brief.variables().forEach(exchange::setVariable);
    exchange.setVariable(Variables.SOURCE_ID, id);
    exchange.setVariable(Variables.SOURCE_NAME, brief.name());
    brief.files().forEach(facts::know);
    Siblings siblings =
        name -> Optional.ofNullable(brief.files().get(name)).map(ByteArrayInputStream::new);
    exchange.setVariable(Variables.SIBLINGS, siblings);
    exchange.getMessage().setBody(brief.body());
    route.getProcessor().process(exchange);
    return Optional.ofNullable(exchange.getException()).map(PlainWords::of);
  }
}
