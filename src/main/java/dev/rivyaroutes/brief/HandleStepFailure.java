package dev.rivyaroutes.brief;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.TransientFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The end of a brief that a step of its flow cannot process: it is refused at every flow that its
 * route feeds, and other briefs go on. Where a flow has accepted it before, its job lives on.
 * Trouble that passes stays an exception, so that the source keeps the brief and hands it in again.
 */
@Component("handleStepFailure")
public class HandleStepFailure {
  private static final Logger LOG = LoggerFactory.getLogger(HandleStepFailure.class);
  private static final int WORDS = 300;

  private final AcceptBrief accept;
  private final CamelContext camel;
  private final ObjectProvider<DeclaredFlows> declared;

  public HandleStepFailure(
      AcceptBrief accept, CamelContext camel, ObjectProvider<DeclaredFlows> declared) {
    this.accept = accept;
    this.camel = camel;
    this.declared = declared;
  }

  /** Refuses the brief that {@link ReadBriefs#present} showed, or throws again what was caught. */
  public void refuse(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    List<FlowTarget> flows =
        camel.isStopping() || TransientFailures.isBehind(failure) ? List.of() : flows(exchange);
    if (flows.isEmpty()) {
      throw failure;
    }
    LOG.debug("A step of a flow failed", failure);
    List<Acceptance> all = new ArrayList<>();
    for (FlowTarget flow : flows) {
      all.add(accept.refuse(exchange, flow, refusal(failure)));
    }
    if (all.stream().noneMatch(one -> one.outcome() == Outcome.REFUSED)) {
      LOG.warn(
          "Job {} is in the ledger and goes on, but a step behind its acceptance failed and is not"
              + " repeated: {}",
          all.get(0).jobId(),
          words(failure));
    }
    exchange.setVariable(Variables.ACCEPTANCE, all);
  }

  private static String refusal(Exception failure) {
    return "A step of the flow cannot process this brief: "
        + words(failure)
        + ". Correct the brief, or the flow where every brief ends like this, and hand it in again.";
  }

  private static String words(Exception failure) {
    String words = PlainWords.of(failure);
    String begin = words.length() > WORDS ? words.substring(0, WORDS) + "…" : words;
    return BriefText.clean(begin).replaceFirst("[.\\s]+$", "");
  }

  /** The flows that the steps of the route name; else the one whose name its id begins with. */
  private List<FlowTarget> flows(Exchange exchange) {
    List<FlowTarget> all =
        declared.stream()
            .flatMap(flows -> StreamSupport.stream(flows.all().spliterator(), false))
            .toList();
    List<Route> routes = FlowsOfSource.readers(camel, exchange.getFromRouteId()).toList();
    Set<String> fed =
        routes.stream()
            .flatMap(route -> FlowsOfSource.fed(camel, route))
            .collect(Collectors.toSet());
    List<FlowTarget> named = all.stream().filter(flow -> fed.contains(flow.name())).toList();
    return named.isEmpty()
        ? all.stream()
            .filter(flow -> routes.stream().anyMatch(route -> isOf(route.getRouteId(), flow)))
            .toList()
        : named;
  }

  private static boolean isOf(String route, FlowTarget flow) {
    return route.equals(flow.name()) || route.startsWith(flow.name() + "-");
  }
}
