package dev.rivyaroutes.ledger.commit;

import java.time.Instant;
import java.util.List;

/**
 * What one caller wants committed: a guard that must change exactly one row, and what follows from
 * it. When the guard changes no row, nothing of this write happens.
 *
 * @param row the row that it is about; writes of one transaction go in the order of these, so that
 *     two processes never wait for each other in a circle
 * @param guard the conditional insert or update
 * @param then statements that are carried out only when the guard took effect
 * @param tallies what it adds to the sums of credits
 * @param wakes the loops that have something to do once this is committed
 */
public record Write(
    String row, Sql guard, List<Sql> followUps, List<SpendDelta> spendDeltas, List<Wake> wakes) {
  public Write(String row, Sql guard, List<Sql> then, List<Wake> wakes) {
    this(row, guard, then, List.of(), wakes);
  }

  /** A queue that gets work, and when it is due. */
  public record Wake(String queue, Instant dueAt) {}
}
