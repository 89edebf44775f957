package dev.rivyaroutes.flowtest.brief;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.again.HandInAgain;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.flowtest.end.ContentFacts;
import java.io.ByteArrayInputStream;
import java.util.Comparator;
import java.util.Map;
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
  public Optional<String> give(GivenBrief given, Set<String> routes, String id) throws Exception {
    String kind = given.brief().past().source() + "-";
    Optional<Source> source =
        Source.of(camel, routes).stream()
            .min(Comparator.comparing(one -> !one.kind().startsWith(kind)));
    if (source.isEmpty()) {
      return Optional.of("The flow has no source any more.");
    }
    Map<String, byte[]> bytes = given.bytes();
    given.brief().files().forEach((name, file) -> facts.know(name, bytes.get(file.sha256())));
    Route route = camel.getRoute(source.get().route());
    Exchange exchange = route.getEndpoint().createExchange();
    try {
      new HandInAgain(file -> new ByteArrayInputStream(bytes.get(file.sha256())))
          .handIn(exchange, given.brief(), id);
    } catch (BriefRefused e) {
      return Optional.of(e.getMessage());
    }
    route.getProcessor().process(exchange);
    return Optional.ofNullable(exchange.getException()).map(PlainWords::of);
  }
}
