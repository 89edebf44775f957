package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.orders.OrderMany.Prepared;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bulk order would do, as its jobs were when they were found.
 *
 * @param refused how many jobs are left out, by the reason
 * @param shares the jobs that will be ordered, by account and flow
 */
public record BulkPlan(Map<String, Long> refused, List<Share> shares) {
  static final BulkPlan EMPTY = new BulkPlan(Map.of(), List.of());

  private static final int REASONS = 50;
  private static final String OTHERS = "Another reason.";

  /**
   * The jobs of an account and a flow.
   *
   * @param account null for briefs that were refused
   * @param least the credits that are paid for certain
   * @param most the credits that may be paid
   * @param unpriced how many of the jobs have no known price
   */
  public record Share(
      String account, String flow, long jobs, BigDecimal least, BigDecimal most, long unpriced) {

    private boolean isOf(Prepared one) {
      return flow.equals(one.target().flow())
          && (account == null
              ? one.target().account() == null
              : account.equals(one.target().account()));
    }

    private Share plus(Prepared one) {
      return new Share(
          account,
          flow,
          jobs + 1,
          least.add(one.cost().least()),
          most.add(one.cost().most()),
          unpriced + (one.cost().priced() ? 0 : 1));
    }
  }

  public long will() {
    return shares.stream().mapToLong(Share::jobs).sum();
  }

  public long willNot() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  public BigDecimal least() {
    return shares.stream().map(Share::least).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public BigDecimal most() {
    return shares.stream().map(Share::most).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public long unpriced() {
    return shares.stream().mapToLong(Share::unpriced).sum();
  }

  BulkPlan plus(List<Prepared> jobs) {
    Map<String, Long> reasons = new TreeMap<>(refused);
    List<Share> sums = new ArrayList<>(shares);
    for (Prepared one : jobs) {
      if (willRun(one)) {
        add(one, sums);
      } else {
        count(one.refused().rule(), reasons);
      }
    }
    return new BulkPlan(reasons, sums);
  }

  static boolean willRun(Prepared one) {
    return one.refused() == null || one.isNotNow();
  }

  /** Counts a reason; so many different ones would not fit on a page. */
  static void count(String reason, Map<String, Long> reasons) {
    boolean full = reasons.size() >= REASONS && !reasons.containsKey(reason);
    reasons.merge(full ? OTHERS : reason, 1L, Long::sum);
  }

  private static void add(Prepared one, List<Share> sums) {
    for (int i = 0; i < sums.size(); i++) {
      if (sums.get(i).isOf(one)) {
        sums.set(i, sums.get(i).plus(one));
        return;
      }
    }
    Share none =
        new Share(
            one.target().account(), one.target().flow(), 0, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    sums.add(none.plus(one));
  }
}
