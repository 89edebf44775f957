package dev.rivyaroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.reload.CompareReplicas;
import dev.rivyaroutes.reload.FlowState;
import dev.rivyaroutes.reload.FlowStates;
import dev.rivyaroutes.reload.OrderFlows;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Shows the flow files and their versions, and takes the order to go back to one. */
@RestController
@RequestMapping("/api/flow-files")
class FlowFilesController {

  private static final int MOST = 200;

  private final FlowStates states;
  private final FlowVersions versions;
  private final OrderFlows orders;
  private final CompareReplicas replicas;
  private final ReceiveOrderBody receive;

  FlowFilesController(
      FlowStates states,
      FlowVersions versions,
      OrderFlows orders,
      CompareReplicas replicas,
      ReceiveOrderBody receive) {
    this.states = states;
    this.versions = versions;
    this.orders = orders;
    this.replicas = replicas;
    this.receive = receive;
  }

  /** The flow files of this replica. */
  @GetMapping
  Map<String, Object> list() {
    return Map.of("flow_files", states.all().values().stream().map(this::document).toList());
  }

  private Map<String, Object> document(FlowState state) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("flow", state.flow());
    document.put("file", state.file());
    document.put("state", state.word());
    document.put("pending", states.isPending(state.file()));
    document.put("since", state.since());
    document.put("version", state.runningVersion());
    document.put("sha256", state.runningSha256());
    document.put("file_sha256", state.sha256());
    document.put("problems", state.problems());
    document.put("differs_on", replicas.differing().getOrDefault(state.flow(), List.of()));
    return document;
  }

  /** The newest versions of a flow file, newest first. */
  @GetMapping("/{flow}/versions")
  Map<String, Object> versions(@PathVariable("flow") String flow) {
    String running = states.runningVersion(flow);
    List<Map<String, Object>> all =
        versions.newest(flow, MOST).stream().map(version -> document(version, running)).toList();
    if (all.isEmpty()) {
      throw unknown(flow);
    }
    return Map.of("versions", all);
  }

  private static Map<String, Object> document(FlowVersion version, String running) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", version.id());
    document.put("flow", version.flow());
    document.put("sha256", version.sha256());
    document.put("accepted_at", version.acceptedAt());
    document.put("replica", version.replica());
    document.put("ordered_by", version.order() == null ? null : version.order().by());
    document.put("reason", version.order() == null ? null : version.order().reason());
    document.put("running", version.id().equals(running));
    return document;
  }

  /** The text of a version. */
  @GetMapping(path = "/{flow}/versions/{id}", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> text(@PathVariable("flow") String flow, @PathVariable("id") String id) {
    return plain(version(flow, id).text());
  }

  /** The lines in which a version differs from another one, which by default runs now. */
  @GetMapping(path = "/{flow}/versions/{id}/diff", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> compare(
      @PathVariable("flow") String flow,
      @PathVariable("id") String id,
      @RequestParam(name = "from", required = false) String from) {
    String other = from == null ? states.runningVersion(flow) : from;
    return plain(OrderFlows.compare(version(flow, other), version(flow, id)));
  }

  private static ResponseEntity<String> plain(String text) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(text);
  }

  /** Goes back to a version. */
  @PostMapping("/{flow}/versions/{id}/restore")
  DeferredResult<Map<String, Object>> restore(
      @PathVariable("flow") String flow,
      @PathVariable("id") String id,
      Principal principal,
      HttpServletRequest request)
      throws IOException {
    FlowVersion version = version(flow, id);
    return receive.receive(
        request, bytes -> restore(version, ReadOrder.body(bytes, Set.of("reason")), principal));
  }

  private Map<String, Object> restore(FlowVersion version, JsonNode body, Principal principal) {
    try {
      FlowVersion ordered = orders.restore(version, ReadOrder.order(principal, body));
      Map<String, Object> answer = document(ordered, states.runningVersion(version.flow()));
      answer.put("restored", version.id());
      return answer;
    } catch (OrderRefused e) {
      throw Problem.of(409, "order-refused", e.getMessage());
    }
  }

  private FlowVersion version(String flow, String id) {
    return orders
        .version(flow, id == null ? "" : id)
        .orElseThrow(
            () -> Problem.of(404, "unknown-version", "The flow has no version with this id."));
  }

  private static Problem unknown(String flow) {
    return Problem.of(404, "unknown-flow", "The ledger has no version of this flow.")
        .with("flow", flow);
  }
}
