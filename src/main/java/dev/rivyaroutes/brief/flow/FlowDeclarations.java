package dev.rivyaroutes.brief.flow;

/** What flow files declare, which changes in one step when a file is swapped. */
public interface FlowDeclarations {

  /** What the routes of a file declared since its last publication takes effect; else nothing. */
  void publish(String file);

  /** The routes of a file could not be loaded: what they declared is dropped. */
  void discard(String file);
}
