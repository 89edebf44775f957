package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.reload.CompareReplicas;
import dev.rivyaroutes.reload.FlowState;
import dev.rivyaroutes.reload.FlowStates;
import dev.rivyaroutes.reload.OrderFlows;
import java.security.Principal;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The flow files of this replica: which text of each runs and why the newest does not, the texts
 * that were in force, and the order to go back to one.
 */
@Controller
@RequestMapping("/console/flow-files")
class FlowFilesPage {

  private final FlowStates states;
  private final OrderFlows orders;
  private final CompareReplicas replicas;
  private final SwitchedFlows switched;
  private final FindIdleFlows idle;

  FlowFilesPage(
      FlowStates states,
      OrderFlows orders,
      CompareReplicas replicas,
      SwitchedFlows switched,
      FindIdleFlows idle) {
    this.states = states;
    this.idle = idle;
    this.switched = switched;
    this.orders = orders;
    this.replicas = replicas;
  }

  @GetMapping
  String list(Model page) {
    page.addAttribute("files", states.all().values());
    page.addAttribute("differing", replicas.differing());
    page.addAttribute("switched", switched);
    page.addAttribute(
        "idle",
        states.all().values().stream()
            .filter(idle::isIdle)
            .map(FlowState::flow)
            .collect(Collectors.toSet()));
    return "console/flow-files";
  }

  /** The text of a version, and how it differs from the one that runs. */
  @GetMapping("/{flow}/versions/{id}")
  ModelAndView version(@PathVariable("flow") String flow, @PathVariable("id") String id) {
    FlowVersion version = find(flow, id);
    String runs = states.runningVersion(flow);
    ModelAndView page = new ModelAndView("console/flow-version");
    page.addObject("version", version);
    page.addObject("running", runs);
    page.addObject("file", states.ofFlow(flow) != null);
    page.addObject(
        "difference",
        runs == null || runs.equals(id) ? "" : OrderFlows.compare(find(flow, runs), version));
    return page;
  }

  /** Puts the version in force, and shows the flow by a new call. */
  @PostMapping("/{flow}/versions/{id}/restore")
  ModelAndView restore(
      @PathVariable("flow") String flow,
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    try {
      orders.restore(find(flow, id), Caller.of(principal).order(reason));
    } catch (OrderRefused e) {
      ModelAndView page = version(flow, id);
      page.setStatus(HttpStatus.CONFLICT);
      page.addObject("refused", e.getMessage());
      return page;
    }
    return new ModelAndView("redirect:/console/flows/{flow}", Map.of("flow", flow));
  }

  private FlowVersion find(String flow, String id) {
    return orders
        .version(flow, id)
        .orElseThrow(
            () -> Problem.of(404, "unknown-version", "The flow has no version with this id."));
  }
}
