package dev.rivyaroutes.plan;

/**
 * A brief under both versions of its flow.
 *
 * @param flow the name of the flow
 * @param name what people know the brief by: its job, or its case
 */
record PlannedBrief(String flow, String name, Outcome before, Outcome after) {

  boolean requestDiffers() {
    return !before.shown().equals(after.shown());
  }

  /** It was taken, and no longer is. */
  boolean isNewlyRefused() {
    return after.isRefused() && !before.isRefused();
  }

  boolean sinksDiffer() {
    return !before.sinks().equals(after.sinks());
  }
}
