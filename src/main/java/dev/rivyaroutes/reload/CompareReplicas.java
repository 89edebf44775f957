package dev.rivyaroutes.reload;

import dev.rivyaroutes.ledger.version.FlowReplica;
import dev.rivyaroutes.ledger.version.FlowReplicas;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells which flows have another text on another replica. During a rollout that is usual; it is
 * logged once it has lasted a minute.
 */
@Component
public class CompareReplicas {

  private static final Logger LOG = LoggerFactory.getLogger(CompareReplicas.class);
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration USUAL = Duration.ofMinutes(1);

  private final FlowReplicas replicas;
  private final FlowStates states;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Map<String, Instant> since = new HashMap<>();
  private volatile Map<String, List<String>> differing = Map.of();
  private volatile Instant next = Instant.MIN;

  CompareReplicas(
      FlowReplicas replicas, FlowStates states, ApplicationEventPublisher events, Clock clock) {
    this.replicas = replicas;
    this.states = states;
    this.events = events;
    this.clock = clock;
  }

  /** The machines that have another text in force than this one, by flow. */
  public Map<String, List<String>> differing() {
    return differing;
  }

  @EventListener(FlowStateChanged.class)
  void reportSoon(FlowStateChanged change) {
    if (change.file() != null) {
      next = Instant.MIN;
    }
  }

  /** Reports and compares, every 15 seconds and after each change. */
  void compare() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    Map<String, String> own = own();
    replicas.report(own);
    Map<String, List<String>> found = new TreeMap<>();
    for (FlowReplica other : replicas.others()) {
      TreeSet<String> flows = new TreeSet<>(own.keySet());
      flows.addAll(other.flows().keySet());
      for (String flow : flows) {
        if (!own.getOrDefault(flow, "").equals(other.flows().getOrDefault(flow, ""))) {
          found.computeIfAbsent(flow, one -> new ArrayList<>()).add(other.host());
        }
      }
    }
    boolean changed = !found.equals(differing);
    differing = found;
    tell(found, now);
    if (changed) {
      events.publishEvent(new FlowStateChanged(null));
    }
  }

  private Map<String, String> own() {
    Map<String, String> own = new TreeMap<>();
    states
        .all()
        .values()
        .forEach(
            state ->
                own.put(state.flow(), state.runningSha256() == null ? "" : state.runningSha256()));
    return own;
  }

  private void tell(Map<String, List<String>> found, Instant now) {
    since.keySet().retainAll(found.keySet());
    found.forEach(
        (flow, hosts) -> {
          Instant begun = since.computeIfAbsent(flow, one -> now);
          if (begun != Instant.MAX && begun.plus(USUAL).isBefore(now)) {
            since.put(flow, Instant.MAX);
            LOG.warn(
                "Flow file {} has another text in force on {} than here. Give all replicas the same files; see GET /api/flow-files on each.",
                flow,
                String.join(" and ", hosts));
          }
        });
  }

  /** Before the program ends. */
  void leave() {
    try {
      replicas.leave();
    } catch (RuntimeException e) {
      LOG.debug("The row of this replica could not be deleted", e);
    }
  }
}
