package dev.rivyaroutes.reload;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import dev.rivyaroutes.ledger.version.FlowSwitches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Stops the sources of flows that an order has switched off, and starts those that are on again,
 * whichever replica took the order. What was not possible yet is tried again.
 */
@Component
class ObeySwitches {

  private static final Logger LOG = LoggerFactory.getLogger(ObeySwitches.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** How long an order waits for what is under way in the sources. */
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final FlowSwitches switches;
  private final SwitchedFlows switched;
  private final FlowStates states;
  private final SwapRoutes routes;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  /** The flows that were off here. The routes of others may be stopped for their own reasons. */
  private final Set<String> stopped = new HashSet<>();

  private Instant next = Instant.MIN;

  ObeySwitches(
      FlowSwitches switches,
      SwitchedFlows switched,
      FlowStates states,
      SwapRoutes routes,
      ApplicationEventPublisher events,
      Clock clock) {
    this.switches = switches;
    this.switched = switched;
    this.states = states;
    this.routes = routes;
    this.events = events;
    this.clock = clock;
  }

  /** Reads the switches, at most every two seconds. */
  void obey() {
    if (!clock.instant().isBefore(next)) {
      obeyNow();
    }
  }

  synchronized void obeyNow() {
    next = clock.instant().plus(EVERY);
    read();
    for (FlowState state : states.all().values()) {
      if (switched.isOff(state.flow())) {
        set(state, false);
      } else if (stopped.contains(state.flow()) && set(state, true)) {
        stopped.remove(state.flow());
      }
    }
  }

  /** Nothing begins any more in a flow that is off, from now on. */
  synchronized void read() {
    Map<String, FlowSwitch> off = switches.off();
    Map<String, FlowSwitch> before = switched.set(off);
    stopped.addAll(off.keySet());
    if (before.equals(off)) {
      return;
    }
    off.values().stream()
        .filter(one -> !before.containsKey(one.flow()))
        .forEach(
            one ->
                LOG.info(
                    "{} Its sources take nothing new until it is switched on; its jobs and their deliveries continue.",
                    one.text()));
    before.keySet().stream()
        .filter(flow -> !off.containsKey(flow))
        .forEach(flow -> LOG.info("Flow {} is switched on again.", flow));
    events.publishEvent(new FlowStateChanged(null));
  }

  private boolean set(FlowState state, boolean on) {
    try {
      return routes.start(state.file(), on, DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      LOG.warn(
          "The routes of flow {} could not be {}. The next attempt follows in {} s: {}",
          state.flow(),
          on ? "started" : "stopped",
          EVERY.toSeconds(),
          PlainWords.of(e));
      return false;
    }
  }
}
