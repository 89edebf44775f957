package dev.rivyaroutes.brief;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.TransientFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Refuses a brief that a step of its flow cannot process, for every flow that its route feeds. A
 * job that a flow accepted before continues. A transient failure is thrown again, so that the
 * source keeps the brief and hands it in again.
 */
@Component("handleStepFailure")
public class HandleStepFailure {
  private static final Logger LOG = LoggerFactory.getLogger(HandleStepFailure.class);
  private static final int LONGEST_REASON = 300;

  private final AcceptBrief accept;
  private final CamelContext camel;
  private final ObjectProvider<DeclaredFlows> declared;

  public HandleStepFailure(
      AcceptBrief accept, CamelContext camel, ObjectProvider<DeclaredFlows> declared) {
    this.accept = accept;
    this.camel = camel;
    this.declared = declared;
  }

  /** Refuses the presented brief, or throws the caught failure again. */
  public void refuse(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    List<FlowTarget> flows =
        camel.isStopping() || TransientFailures.isTransient(failure) ? List.of() : flows(exchange);
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
          "Job {} was accepted and continues, but a later step of its flow failed and is not repeated: {}",
          all.get(0).jobId(),
          reason(failure));
    }
    exchange.setVariable(Variables.ACCEPTANCE, all);
  }

  private static String refusal(Exception failure) {
    return "A step of the flow cannot process this brief: %s. Correct the brief, or the flow if every brief fails like this, and hand it in again."
        .formatted(reason(failure));
  }

  private static String reason(Exception failure) {
    String text = PlainWords.of(failure);
    String begin = text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    return BriefText.clean(begin).replaceFirst("[.\\s]+$", "");
  }

  /** The flows that the steps of the route name; otherwise the flow whose name starts its id. */
  private List<FlowTarget> flows(Exchange exchange) {
    List<FlowTarget> all = declared.stream().flatMap(flows -> flows.all().stream()).toList();
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
