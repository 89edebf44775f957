package dev.rivyaroutes.api;

import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.RunningFlows;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.NamedOrder;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.search.FindLastErrors;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import dev.rivyaroutes.reload.SwitchFlows;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Shows the flows, and takes the orders to switch one off and on. */
@RestController
@RequestMapping("/api/flows")
class FlowsController {

  private final Visible visible;
  private final RunningFlows running;
  private final SwitchedFlows switched;
  private final Sinks sinks;
  private final FindLastErrors errors;
  private final SwitchFlows switches;
  private final ReceiveOrderBody receive;

  FlowsController(
      Visible visible,
      RunningFlows running,
      SwitchedFlows switched,
      Sinks sinks,
      FindLastErrors errors,
      SwitchFlows switches,
      ReceiveOrderBody receive) {
    this.visible = visible;
    this.running = running;
    this.switched = switched;
    this.sinks = sinks;
    this.errors = errors;
    this.switches = switches;
    this.receive = receive;
  }

  /** The flows of this replica that the caller sees. */
  @GetMapping
  Map<String, Object> list(Principal principal) {
    Visibility sees = Caller.of(principal).sees();
    return Map.of("flows", visible.flows(sees).stream().map(this::document).toList());
  }

  private Map<String, Object> document(FlowTarget flow) {
    Map<String, Object> document = document(flow.name());
    document.put("kind", flow.kind());
    document.put("model", flow.model());
    document.put("account", flow.account());
    document.put("sinks", sinks.names(flow.name()));
    errors
        .of(flow.name())
        .ifPresent(
            error -> {
              Map<String, Object> last = new LinkedHashMap<>();
              last.put("what", error.what());
              last.put("at", error.at());
              last.put("text", error.text());
              last.put("job", error.job());
              document.put("last_error", last);
            });
    return document;
  }

  private Map<String, Object> document(String flow) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("flow", flow);
    document.put("on", running.isOn(flow));
    switched.off(flow).ifPresent(off -> document.put("switched_off", document(off)));
    return document;
  }

  private static Map<String, Object> document(FlowSwitch off) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("by", off.by());
    document.put("reason", off.reason());
    document.put("since", off.since());
    return document;
  }

  /** Its sources take nothing new. */
  @PostMapping("/{flow}/switch-off")
  DeferredResult<Map<String, Object>> switchOff(
      @PathVariable("flow") String flow, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(flow, principal, request, switches::switchOff);
  }

  /** Its sources take what is there. */
  @PostMapping("/{flow}/switch-on")
  DeferredResult<Map<String, Object>> switchOn(
      @PathVariable("flow") String flow, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(flow, principal, request, switches::switchOn);
  }

  private DeferredResult<Map<String, Object>> take(
      String flow, Principal principal, HttpServletRequest request, NamedOrder order)
      throws IOException {
    if (!Caller.of(principal).sees().includes(flow) || !switches.isKnown(flow)) {
      throw Problem.of(
              404, "unknown-flow", "There is no flow of this name that the caller may read.")
          .with("flow", flow);
    }
    return receive.receive(request, principal, flow, order, given -> document(flow));
  }
}
