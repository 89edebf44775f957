package dev.rivyaroutes.brief.flow;

import java.util.Collection;

/** The flows that the loaded routes declare. */
@FunctionalInterface
public interface DeclaredFlows {
  Collection<FlowTarget> all();
}
