package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.FlowsChanged;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.CheckFlowText;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.reload.SwapRoutes.Text;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Takes the flow files as they are: a new text is checked first, then swapped in; a wrong one
 * leaves the last good one in force.
 */
@Component
class TakeFlowFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TakeFlowFiles.class);

  /** How long callers of a flow may have to wait while what is under way in it ends. */
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final SwapRoutes swap;
  private final FlowStates states;
  private final CheckFlowText check;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Map<String, Instant> notBefore = new HashMap<>();

  TakeFlowFiles(
      SwapRoutes swap,
      FlowStates states,
      ConfigurableEnvironment environment,
      ApplicationEventPublisher events,
      Clock clock) {
    this.swap = swap;
    this.states = states;
    this.check = new CheckFlowText(environment);
    this.events = events;
    this.clock = clock;
  }

  /** Loads a file at the start, when nothing of it runs. */
  synchronized void load(FlowText file, List<Finding> wrong) {
    if (wrong.isEmpty()) {
      replace(file);
    } else {
      states.recordWrong(file, wrong);
    }
  }

  /** Swaps the files that changed, and stops those that are gone. */
  synchronized void apply(List<FlowText> files) {
    Set<String> names = files.stream().map(FlowText::name).collect(Collectors.toSet());
    boolean changed = false;
    for (String name : states.all().keySet()) {
      changed |= !names.contains(name) && isDue(name) && remove(name);
    }
    for (FlowText file : files) {
      changed |= isNew(file) && isDue(file.name()) && take(file);
    }
    // What was wrong beside a former text of another file may be right now.
    while (changed) {
      changed = false;
      for (FlowText file : files) {
        FlowState state = states.of(file.name());
        changed |= state != null && state.isWrong() && isDue(file.name()) && take(file);
      }
    }
  }

  private boolean isNew(FlowText file) {
    FlowState state = states.of(file.name());
    return state == null || !state.newest().equals(file);
  }

  private boolean isDue(String file) {
    return !clock.instant().isBefore(notBefore.getOrDefault(file, Instant.MIN));
  }

  /**
   * @return whether other routes run afterwards
   */
  private boolean take(FlowText file) {
    if (file.equals(states.running(file.name()))) {
      states.recordRunning(file);
      LOG.info("{} has the text again that runs.", file.name());
      return false;
    }
    List<Finding> wrong = findings(file);
    if (wrong.isEmpty()) {
      return replace(file);
    }
    states.recordWrong(file, wrong);
    return false;
  }

  private List<Finding> findings(FlowText file) {
    try {
      return check.check(file, states.runningBeside(file));
    } catch (IOException | RuntimeException e) {
      return List.of(ExplainLoadFailure.explain(file, e));
    }
  }

  private boolean replace(FlowText file) {
    FlowText former = states.running(file.name());
    try {
      if (!swap.swap(text(former), text(file), DRAIN)) {
        postpone(file.name());
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception | LinkageError e) {
      LOG.debug("Flow file {} could not be loaded", file.name(), e);
      states.recordWrong(file, List.of(ExplainLoadFailure.explain(file, e)));
      return false;
    }
    states.recordRunning(file);
    if (former != null) {
      LOG.info("{} changed. Its new text runs now.", file.name());
    }
    events.publishEvent(new FlowsChanged(file.name()));
    return true;
  }

  private boolean remove(String name) {
    FlowText running = states.running(name);
    try {
      if (running != null && !swap.swap(text(running), null, DRAIN)) {
        postpone(name);
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      LOG.error("The routes of {} could not be removed: {}", name, e.toString());
      return false;
    }
    states.recordRemoved(name);
    LOG.warn(
        "{} was removed, so its flow has stopped. Its jobs that were not sent are parked until the file is back.",
        name);
    events.publishEvent(new FlowsChanged(name));
    return true;
  }

  private void postpone(String file) {
    notBefore.put(file, clock.instant().plus(AGAIN));
    LOG.info(
        "{} changed, but calls or deliveries of its flow are still under way. The next attempt to swap it is in {} s.",
        file,
        AGAIN.toSeconds());
  }

  private static Text text(FlowText file) {
    return file == null ? null : new Text(file, null);
  }
}
