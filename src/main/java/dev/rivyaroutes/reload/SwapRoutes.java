package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.DisabledRoutes;
import dev.rivyaroutes.brief.flow.FlowDeclarations;
import dev.rivyaroutes.brief.flow.HeldFlows;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/**
 * Replaces the routes of one flow file while all others run on. Calls to its flows wait meanwhile;
 * what is under way ends first. If the new routes cannot run, the former ones do again.
 */
@Component
class SwapRoutes {

  private final CamelContext camel;
  private final LoadRoutes routes;
  private final HeldFlows held;
  private final DisabledRoutes disabled;
  private final Sinks sinks;
  private final FlowVersions versions;
  private final List<FlowDeclarations> declarations;
  private final Map<String, LoadedRoutes> loaded = new ConcurrentHashMap<>();

  SwapRoutes(
      CamelContext camel,
      HeldFlows held,
      DisabledRoutes disabled,
      SwitchedFlows switched,
      Sinks sinks,
      FlowVersions versions,
      List<FlowDeclarations> declarations) {
    this.camel = camel;
    this.routes = new LoadRoutes(camel, disabled, switched);
    this.held = held;
    this.disabled = disabled;
    this.sinks = sinks;
    this.versions = versions;
    sinks.readVersions(versions::sinks);
    this.declarations = declarations;
  }

  /**
   * Swaps the routes of a file.
   *
   * @param former what runs now, to run again if the new text cannot; null if nothing runs
   * @param next what is to run; null to remove the routes
   * @param most the time for what is under way
   * @return false if something is still under way, or the program ends: the former routes run on
   * @throws Exception if the new routes cannot run: the former ones do again
   */
  synchronized boolean swap(RunningText former, RunningText next, Duration most) throws Exception {
    String file = former == null ? next.name() : former.name();
    LoadedRoutes before = loaded.getOrDefault(file, LoadedRoutes.NONE);
    Set<String> flows = new HashSet<>(sinks.flowsOf(file));
    held.hold(flows);
    try {
      DrainRoutes drain = new DrainRoutes(camel, before);
      if (!held.awaitEmpty(flows, most) || !drain.drain(most)) {
        return false;
      }
      routes.unload(before);
      loaded.remove(file);
      disabled.forget(flows);
      if (next == null) {
        publish(file);
      } else {
        loadOrRestore(former, next);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      held.release(flows);
    }
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
      publish(text.name());
      versions.recordSinks(text.version(), sinks.sinksOf(text.name()));
    } catch (Exception | LinkageError e) {
      sinks.discard(text.name());
      declarations.forEach(all -> all.discard(text.name()));
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

  private void publish(String file) {
    declarations.forEach(all -> all.publish(file));
    sinks.publish(file);
  }
}
