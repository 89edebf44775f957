package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.ReadBriefs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * Briefs of several arrivals that share commits, in the order in which they were accepted. A source
 * acknowledges none of the arrivals before its briefs are committed.
 */
public final class SharedBatch {
  private static final int MOST_ARRIVALS = 200;

  /** Steps of a flow that take long do not delay the commit of what they have handed on. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<FlowTarget, RowBatch> batches = new HashMap<>();
  private long committedAt = System.nanoTime();

  /** Lets the steps of the flow add the briefs of an exchange. */
  public void join(Exchange exchange) {
    exchange.setProperty(ReadBriefs.ROWS, batches);
    exchange.setProperty(ReadBriefs.SHARED, true);
  }

  /** Whether the source commits the briefs of this exchange itself. */
  static boolean has(Exchange exchange) {
    return exchange.getProperty(ReadBriefs.SHARED) != null;
  }

  /**
   * Whether it is to be committed now.
   *
   * @param arrivals how many of them wait
   */
  public boolean isFull(int arrivals) {
    return arrivals >= MOST_ARRIVALS || System.nanoTime() - committedAt > LONGEST_NANOS;
  }

  /** Commits what waits. After an exception, the arrivals are to be handed in again. */
  public void commit() {
    batches.values().forEach(RowBatch::commit);
    committedAt = System.nanoTime();
  }

  /** What became of the briefs of an exchange, to be read after {@link #commit}. */
  public static PendingAcceptances of(Exchange exchange) {
    Object variable = exchange.getVariable(Variables.ACCEPTANCE);
    return new PendingAcceptances(
        variable instanceof Collection<?> many ? List.copyOf(many) : List.of());
  }

  /** Outcomes that are known after a commit. */
  public static final class PendingAcceptances {
    private final List<?> all;

    private PendingAcceptances(List<?> all) {
      this.all = all;
    }

    /** Whether all of them are committed. */
    public boolean isKnown() {
      return all.stream().allMatch(one -> !(one instanceof RowBatch.Row row) || row.isKnown());
    }

    /** Commits those that are not committed yet. */
    public Acceptances get() {
      List<Acceptance> outcomes = new ArrayList<>();
      for (Object one : all) {
        if (one instanceof RowBatch.Row row) {
          outcomes.add(row.outcome());
        } else if (one instanceof Acceptance outcome) {
          outcomes.add(outcome);
        }
      }
      return new Acceptances(outcomes);
    }
  }
}
