package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.ledger.version.DeclaredByFiles;
import dev.rivyaroutes.ledger.version.VersionSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The sinks of every flow, as the result routes declare them. What the routes of a flow file
 * declare replaces in one step what its former text declared, so that no result meets a half of it.
 */
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

  /** A flow, with a sink or without one. */
  private record Declared(String flow, Optional<Sink> sink) {}

  private final DeclaredByFiles<Declared> declared = new DeclaredByFiles<>();
  private volatile Map<String, List<Sink>> byFlow = Map.of();
  private volatile boolean complete;
  private volatile Function<String, Optional<List<VersionSink>>> versions = id -> Optional.empty();

  /** All route files are loaded: a flow that is not declared by now does not exist. */
  public void markComplete() {
    complete = true;
  }

  public boolean isComplete() {
    return complete;
  }

  public Set<String> flows() {
    return byFlow.keySet();
  }

  /** The flows that a file declares. */
  public Set<String> flowsOf(String file) {
    return declared.of(file).stream().map(Declared::flow).collect(Collectors.toSet());
  }

  /** Declares a flow, which may have no sinks. */
  public void declare(String flow) {
    add(new Declared(flow, Optional.empty()));
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
    Require.that(
        declared.besides().stream()
            .filter(other -> other.flow().equals(flow))
            .noneMatch(other -> other.sink().filter(sink -> sink.name().equals(name)).isPresent()),
        "Flow %s has two rivya-result-source with sink %s; give each its own sink name."
            .formatted(flow, name));
    add(new Declared(flow, Optional.of(new Sink(name, on))));
  }

  private void add(Declared one) {
    if (declared.add(one)) {
      collect();
    }
  }

  /** What the routes of a file declared since its last publication takes effect; else nothing. */
  public void publish(String file) {
    declared.publish(file);
    collect();
  }

  /** The routes of a file could not be loaded: what they declared is dropped. */
  public void discard(String file) {
    declared.discard(file);
  }

  private void collect() {
    Map<String, List<Sink>> all = new HashMap<>();
    for (Declared one : declared.all()) {
      List<Sink> sinks = all.computeIfAbsent(one.flow(), flow -> new ArrayList<>());
      one.sink().ifPresent(sinks::add);
    }
    byFlow = Map.copyOf(all);
  }

  /** The names of all sinks of the flow. */
  public List<String> names(String flow) {
    return byFlow.getOrDefault(flow, List.of()).stream().map(Sink::name).toList();
  }

  /** From now on a version's own sinks are read there; empty for one that is not known. */
  public void readVersions(Function<String, Optional<List<VersionSink>>> versions) {
    this.versions = versions;
  }

  /** The sinks that a file declares. */
  public List<VersionSink> sinksOf(String file) {
    return declared.of(file).stream()
        .flatMap(one -> one.sink().map(s -> sink(one.flow(), s)).stream())
        .toList();
  }

  private static VersionSink sink(String flow, Sink sink) {
    return new VersionSink(flow, sink.name(), sink.on().name().toLowerCase(Locale.ROOT));
  }

  /**
   * The sinks of the flow that take such an outcome.
   *
   * @param version the version whose sinks they are; null for what the flow has now
   */
  List<String> of(String flow, String version, boolean succeeded) {
    return ofVersion(flow, version).orElseGet(() -> byFlow.getOrDefault(flow, List.of())).stream()
        .filter(sink -> sink.on().takes(succeeded))
        .map(Sink::name)
        .toList();
  }

  private Optional<List<Sink>> ofVersion(String flow, String version) {
    return Optional.ofNullable(version)
        .flatMap(versions)
        .map(
            all ->
                all.stream()
                    .filter(sink -> sink.flow().equals(flow))
                    .map(s -> new Sink(s.name(), On.valueOf(s.on().toUpperCase(Locale.ROOT))))
                    .toList());
  }
}
