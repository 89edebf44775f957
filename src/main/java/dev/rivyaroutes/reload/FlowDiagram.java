package dev.rivyaroutes.reload;

import java.util.List;

/**
 * The way of a brief through the routes of a flow that run.
 *
 * @param entries the routes that bring briefs in
 * @param sinks the routes that take results, failures or both
 * @param others the routes that only others call
 */
public record FlowDiagram(List<Lane> entries, List<Lane> sinks, List<Lane> others) {

  /**
   * A route.
   *
   * @param from what it reads from: the name of a Kamelet or of a component of Camel
   * @param sink the name of the sink whose deliveries it takes; null if it takes none
   * @param on the outcomes that it takes: succeeded, failed or all; null if it takes none
   * @param steps what it does, in words
   */
  public record Lane(
      String route, String description, String from, String sink, String on, List<String> steps) {

    /** The kind of source, without the ending that all source Kamelets have. */
    public String kind() {
      return from.replaceFirst("(-drop)?-source$", "");
    }

    public boolean takesResults() {
      return sink != null && !"failed".equals(on);
    }

    public boolean takesFailures() {
      return sink != null && !"succeeded".equals(on);
    }
  }

  /** The lanes that take results. */
  public List<Lane> results() {
    return sinks.stream().filter(Lane::takesResults).toList();
  }

  /** The lanes that take failures. */
  public List<Lane> failures() {
    return sinks.stream().filter(Lane::takesFailures).toList();
  }
}
