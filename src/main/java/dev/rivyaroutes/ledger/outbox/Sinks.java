package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** The sinks of every flow, as the result routes declare them. */
@Component
public final class Sinks {

  public enum On {
    SUCCEEDED,
    FAILED,
    ALL;

    boolean takes(boolean succeeded) {
      return this == ALL || (this == SUCCEEDED) == succeeded;
    }
  }

  private record Sink(String name, On on) {}

  private final Map<String, List<Sink>> byFlow = new ConcurrentHashMap<>();
  private volatile boolean complete;

  /** All route files are loaded: a flow that is not declared by now does not exist. */
  public void markComplete() {
    complete = true;
  }

  public boolean isComplete() {
    return complete;
  }

  public Set<String> flows() {
    return Set.copyOf(byFlow.keySet());
  }

  /** Declares a flow, which may have no sinks. */
  public void declare(String flow) {
    byFlow.computeIfAbsent(flow, f -> new CopyOnWriteArrayList<>());
  }

  /** Whether a route file declares the flow. */
  public boolean has(String flow) {
    return byFlow.containsKey(flow);
  }

  public boolean has(String flow, String name) {
    return byFlow.getOrDefault(flow, List.of()).stream().anyMatch(sink -> sink.name().equals(name));
  }

  /**
   * Declares a sink of a flow.
   *
   * @throws IllegalArgumentException if the flow already has a sink of that name
   */
  public void declare(String flow, String name, On on) {
    List<Sink> sinks = byFlow.computeIfAbsent(flow, f -> new CopyOnWriteArrayList<>());
    Require.that(
        sinks.stream().noneMatch(sink -> sink.name().equals(name)),
        "Flow %s has two rivya-result-source with sink %s; give each its own sink name."
            .formatted(flow, name));
    sinks.add(new Sink(name, on));
  }

  /** The names of all sinks of the flow. */
  public List<String> names(String flow) {
    return byFlow.getOrDefault(flow, List.of()).stream().map(Sink::name).toList();
  }

  /** The sinks of the flow that take such an outcome. */
  List<String> of(String flow, boolean succeeded) {
    List<String> names = new ArrayList<>();
    for (Sink sink : byFlow.getOrDefault(flow, List.of())) {
      if (sink.on().takes(succeeded)) {
        names.add(sink.name());
      }
    }
    return names;
  }
}
