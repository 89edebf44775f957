package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.NamedOrder;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.FindLastErrors;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.reload.CompareReplicas;
import dev.rivyaroutes.reload.DrawFlows;
import dev.rivyaroutes.reload.FlowState;
import dev.rivyaroutes.reload.FlowStates;
import dev.rivyaroutes.reload.SwitchFlows;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * One flow: its way from source to sink, whether it is on, its last error, and for callers of all
 * flows the texts of its file.
 */
@Controller
class FlowPage {

  private static final int MOST = 200;

  private final FlowStates states;
  private final FlowVersions versions;
  private final CompareReplicas replicas;
  private final DrawFlows draw;
  private final SwitchedFlows switched;
  private final SwitchFlows switches;
  private final FindLastErrors errors;
  private final Visible visible;
  private final FindIdleFlows idle;

  FlowPage(
      FlowStates states,
      FlowVersions versions,
      CompareReplicas replicas,
      DrawFlows draw,
      SwitchedFlows switched,
      SwitchFlows switches,
      FindLastErrors errors,
      Visible visible,
      FindIdleFlows idle) {
    this.idle = idle;
    this.states = states;
    this.versions = versions;
    this.replicas = replicas;
    this.draw = draw;
    this.switched = switched;
    this.switches = switches;
    this.errors = errors;
    this.visible = visible;
  }

  /** A flow whose file is gone still has its versions. */
  @GetMapping({"/console/flows/{flow}", "/console/flow-files/{flow}"})
  ModelAndView show(@PathVariable("flow") String flow, Principal principal) {
    Visibility sees = Caller.of(principal).sees();
    FlowState state = states.ofFlow(flow);
    List<FlowVersion> found = versions.newest(flow, MOST);
    if (!sees.includes(flow) || found.isEmpty() && state == null) {
      throw unknown();
    }
    ModelAndView page = new ModelAndView("console/flow");
    page.addObject("flow", flow);
    page.addObject("state", state);
    page.addObject("versions", found);
    page.addObject("differing", replicas.differing().getOrDefault(flow, List.of()));
    page.addObject("off", switched.off(flow).orElse(null));
    page.addObject("idle", idle.isIdle(state));
    page.addObject("error", errors.of(flow).orElse(null));
    page.addObject("diagram", state == null ? null : draw.draw(state));
    page.addObject(
        "target",
        visible.flows(sees).stream()
            .filter(target -> target.name().equals(flow))
            .findFirst()
            .orElse(null));
    return page;
  }

  private static Problem unknown() {
    return Problem.of(404, "unknown-flow", "There is no flow of this name that you may read.");
  }

  @PostMapping("/console/flows/{flow}/switch-off")
  ModelAndView switchOff(
      @PathVariable("flow") String flow,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(flow, reason, principal, switches::switchOff);
  }

  @PostMapping("/console/flows/{flow}/switch-on")
  ModelAndView switchOn(
      @PathVariable("flow") String flow,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(flow, reason, principal, switches::switchOn);
  }

  /** Shows the flow again, by a new call so that a reload of the page orders nothing. */
  private ModelAndView take(String flow, String reason, Principal principal, NamedOrder order) {
    if (!Caller.of(principal).sees().includes(flow) || !switches.isKnown(flow)) {
      throw unknown();
    }
    try {
      order.carryOut(flow, Caller.of(principal).order(reason));
    } catch (OrderRefused e) {
      ModelAndView page = show(flow, principal);
      page.setStatus(HttpStatus.CONFLICT);
      page.addObject("refused", e.getMessage());
      return page;
    }
    return new ModelAndView("redirect:/console/flows/{flow}", Map.of("flow", flow));
  }
}
