package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.meters.LedgerMeters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A change for the group commit: a guard that must change exactly one row, and what follows from
 * it. If the guard changes no row, nothing of the write is carried out.
 *
 * @param row the key of the changed row; the writes of a transaction are ordered by it, so that two
 *     processes never deadlock
 * @param guard the conditional insert or update
 * @param followUps statements that are executed only if the guard took effect
 * @param spendDeltas what it adds to the sums of credits
 * @param wakes the queues that have work once this is committed
 * @param measure counts what was committed, once it is
 */
public record Write(
    String row,
    Sql guard,
    List<Sql> followUps,
    List<SpendDelta> spendDeltas,
    List<Wake> wakes,
    Consumer<LedgerMeters> measure) {

  public Write(String row, Sql guard, List<Sql> followUps, List<Wake> wakes) {
    this(row, guard, followUps, List.of(), wakes, meters -> {});
  }

  public Write(String row, Sql guard) {
    this(row, guard, List.of(), List.of());
  }

  public Write measuredBy(Consumer<LedgerMeters> measure) {
    return new Write(row, guard, followUps, spendDeltas, wakes, measure);
  }

  /** The same with a further condition, and with statements that are committed with it. */
  public Write onlyIf(Sql condition, List<Sql> then) {
    List<Sql> all = new ArrayList<>(followUps);
    all.addAll(then);
    return new Write(
        row, guard.and(Sql.of(" and ")).and(condition), all, spendDeltas, wakes, measure);
  }

  /** Counts what this has changed; to be called once it is committed. */
  void count(LedgerMeters meters) {
    spendDeltas.forEach(delta -> meters.spent(delta.account(), delta.flow(), delta.spent()));
    measure.accept(meters);
  }

  /** A queue that gets work, and when that is due. */
  public record Wake(String queue, Instant dueAt) {}
}
