package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.DisabledRoutes;
import dev.rivyaroutes.brief.flow.HeldFlows;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Replaces the routes of one flow file while all others run on. Calls to its flows wait meanwhile;
 * what is under way ends first, and a swap is pending until then. If the new routes cannot run, the
 * former ones do again.
 */
@Component
@EnableConfigurationProperties(ReloadProperties.class)
class SwapRoutes {

  private final CamelContext camel;
  private final LoadRoutes routes;
  private final HeldFlows held;
  private final DisabledRoutes disabled;
  private final Published published;
  private final ReloadProperties settings;
  private final Clock clock;
  private final Map<String, LoadedRoutes> loaded = new ConcurrentHashMap<>();
  private final Map<String, DrainFlow> pending = new ConcurrentHashMap<>();

  SwapRoutes(
      CamelContext camel,
      HeldFlows held,
      DisabledRoutes disabled,
      SwitchedFlows switched,
      Published published,
      ReloadProperties settings,
      Clock clock) {
    this.camel = camel;
    this.routes = new LoadRoutes(camel, disabled, switched);
    this.held = held;
    this.disabled = disabled;
    this.published = published;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Swaps the routes of a file.
   *
   * @param former what runs now, to run again if the new text cannot; null if nothing runs
   * @param next what is to run; null to remove the routes
   * @return false if something is still under way, so that the swap is pending: the former routes
   *     run on, and it is to be called again soon
   * @throws Exception if the new routes cannot run: the former ones do again
   */
  synchronized boolean swap(RunningText former, RunningText next) throws Exception {
    String file = former == null ? next.name() : former.name();
    LoadedRoutes before = loaded.getOrDefault(file, LoadedRoutes.NONE);
    Set<String> flows = published.flowsOf(file);
    DrainFlow drain = pending.computeIfAbsent(file, name -> drain(name, before, flows));
    try {
      if (!drain.isAtRest()) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    pending.remove(file);
    try {
      routes.unload(before);
      loaded.remove(file);
      disabled.forget(flows);
      if (next == null) {
        published.publish(file);
      } else {
        loadOrRestore(former, next);
      }
      return true;
    } finally {
      drain.release();
    }
  }

  private DrainFlow drain(String file, LoadedRoutes before, Set<String> flows) {
    return new DrainFlow(file, new DrainRoutes(camel, before), held, flows, settings, clock);
  }

  /** Whether the swap of a file waits for what is under way. */
  synchronized boolean isPending(String file) {
    return pending.containsKey(file);
  }

  /** The files whose swaps are pending. */
  Set<String> pending() {
    return pending.keySet();
  }

  /** Gives up the swaps of all other files: their routes run on. */
  synchronized void cancelOthers(Set<String> files) {
    pending
        .entrySet()
        .removeIf(
            entry -> {
              boolean other = !files.contains(entry.getKey());
              if (other) {
                entry.getValue().cancel();
              }
              return other;
            });
  }

  private void loadOrRestore(RunningText former, RunningText next) throws Exception {
    try {
      load(next);
    } catch (Exception | LinkageError e) {
      if (former != null) {
        load(former);
      }
      throw e;
    }
  }

  private void load(RunningText text) throws Exception {
    try {
      loaded.put(text.name(), routes.load(text.file(), text.version()));
      published.publish(text);
    } catch (Exception | LinkageError e) {
      published.discard(text.name());
      throw e;
    }
  }

  /**
   * Starts or stops the entry routes of a file; its other routes run on.
   *
   * @param most the time for what is under way in them
   * @return false if something still is: nothing new begins, and it is to be called again
   */
  synchronized boolean start(String file, boolean on, Duration most) throws Exception {
    return new SwitchRoutes(camel, loaded.getOrDefault(file, LoadedRoutes.NONE)).set(on, most);
  }

  /** The ids of the routes of a file; none while they are being swapped. */
  List<String> routesOf(String file) {
    return loaded.getOrDefault(file, LoadedRoutes.NONE).routes();
  }
}
