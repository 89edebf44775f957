package dev.rivyaroutes.brief.flow;

/** The flows that the loaded routes declare. */
@FunctionalInterface
public interface DeclaredFlows {
  Iterable<FlowTarget> all();
}
