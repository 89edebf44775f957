package dev.rivyaroutes.console;

import dev.rivyaroutes.console.TroubleItem.Remedy;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.search.FindTroubles.Group;
import dev.rivyaroutes.ledger.search.FindTroubles.JobTroubles;
import dev.rivyaroutes.ledger.search.FindTroubles.SinkTroubles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.util.UriComponentsBuilder;

/** Groups jobs and deliveries by what they wait for: an account, a model, a sink, or a cause. */
final class GroupJobs {

  private static final Set<String> OF_ACCOUNT =
      Set.of(Trouble.AUTH.word(), Trouble.CREDIT.word(), Trouble.ORDER.word());

  private static final String MEDIA_GONE = "media_gone";

  private static final String CORRECT =
      "Correct it and hand it in again. A refused file, object or message is in quarantine, and its"
          + " source can take it again once the cause is corrected.";

  private GroupJobs() {}

  /** The jobs that wait for an account, by its name. */
  static Map<String, JobTroubles> ofAccounts(List<JobTroubles> parked) {
    Map<String, JobTroubles> byAccount = new LinkedHashMap<>();
    parked.stream()
        .filter(jobs -> waitsForAccount(jobs.group()))
        .forEach(jobs -> byAccount.merge(jobs.group().account(), jobs, GroupJobs::plus));
    return byAccount;
  }

  /** The other parked jobs; those that wait for the same model are one group. */
  static List<JobTroubles> others(List<JobTroubles> parked) {
    Map<Object, JobTroubles> groups = new LinkedHashMap<>();
    for (JobTroubles jobs : parked) {
      Group group = jobs.group();
      if (!waitsForAccount(group)) {
        groups.merge(
            waitsForModel(group) ? List.of(group.account(), group.model()) : group,
            jobs,
            GroupJobs::plus);
      }
    }
    return new ArrayList<>(groups.values());
  }

  private static boolean waitsForAccount(Group group) {
    return group.account() != null
        && group.trouble() != null
        && OF_ACCOUNT.contains(group.trouble())
        && (!group.trouble().equals(Trouble.ORDER.word())
            || AccountOrders.CODE.equals(group.code()));
  }

  private static boolean waitsForModel(Group group) {
    return Trouble.MODEL.word().equals(group.trouble())
        && group.account() != null
        && group.model() != null;
  }

  private static JobTroubles plus(JobTroubles one, JobTroubles other) {
    String first = one.first().compareTo(other.first()) < 0 ? one.first() : other.first();
    BigDecimal credits = one.credits().add(other.credits());
    return new JobTroubles(one.group(), one.count() + other.count(), first, credits, one.text());
  }

  /**
   * @param allowed the orders that the oldest of them allows
   */
  static TroubleItem parked(JobTroubles jobs, Set<OrderKind> allowed) {
    Group group = jobs.group();
    boolean model = waitsForModel(group);
    String cause = group.code() == null ? group.trouble() : group.code();
    String search =
        "state:parked "
            + (model ? "model:" + group.model() : "flow:" + group.flow())
            + (cause == null ? "" : " cause:" + cause);
    String words =
        (jobs.count() == 1 ? "job" : "jobs")
            + (model
                ? " parked for model " + group.model()
                : " parked in flow " + group.flow() + ofModel(group));
    TroubleItem item = item(words, jobs, jobs.credits(), search);
    return allowed.contains(OrderKind.RELEASE)
        ? item.with(toAll(OrderKind.RELEASE, search, "Release " + them(jobs.count())))
        : item;
  }

  /**
   * Jobs that failed. A brief that was refused would be refused again, and a job whose files are
   * gone would fail again, so a replay is not offered.
   *
   * @param allowed the orders that the oldest of them allows
   */
  static TroubleItem failed(JobTroubles jobs, Set<OrderKind> allowed) {
    Group group = jobs.group();
    boolean replayable = allowed.contains(OrderKind.REPLAY);
    boolean refused = Trouble.BRIEF.word().equals(group.trouble()) && !replayable;
    String cause = group.code() == null ? group.trouble() : group.code();
    String search = "state:failed flow:" + group.flow() + (cause == null ? "" : " cause:" + cause);
    String what =
        refused
            ? jobs.count() == 1 ? "brief refused" : "briefs refused"
            : jobs.count() == 1 ? "job failed" : "jobs failed";
    TroubleItem item =
        item(
            what + " in the last 24 h in flow " + group.flow() + ofModel(group),
            jobs,
            null,
            search + " since:24h");
    if (refused) {
      return item.explained(CORRECT);
    }
    return replayable && !MEDIA_GONE.equals(group.code())
        ? item.with(toAll(OrderKind.REPLAY, search + " since:24h", "Replay " + them(jobs.count())))
        : item;
  }

  private static String them(long count) {
    return count == 1 ? "it…" : "them…";
  }

  private static String ofModel(Group group) {
    return group.model() == null ? "" : ", model " + group.model();
  }

  private static TroubleItem item(
      String words, JobTroubles jobs, BigDecimal credits, String search) {
    return new TroubleItem(
        words,
        known(jobs.text()),
        jobs.count(),
        jobs.oldest(),
        credits,
        jobs(search),
        jobs.count() == 1 ? "Show the job" : "Show the jobs");
  }

  static TroubleItem sink(SinkTroubles sink) {
    boolean dead = sink.state() == DeliveryState.DEAD;
    String search =
        "flow:%s deliveries:%s sink:%s".formatted(sink.flow(), sink.state().column(), sink.sink());
    TroubleItem item =
        new TroubleItem(
            "%s %s to sink %s of flow %s"
                .formatted(
                    dead ? "dead" : "retried",
                    sink.count() == 1 ? "delivery" : "deliveries",
                    sink.sink(),
                    sink.flow()),
            known(sink.text()),
            sink.count(),
            sink.oldest(),
            null,
            jobs(search),
            "Show the jobs");
    return dead ? item.with(toAll(OrderKind.REDELIVER, search, "Deliver again…")) : item;
  }

  private static String known(String text) {
    return text == null ? "The cause is not recorded." : text;
  }

  static String jobs(String search) {
    return UriComponentsBuilder.fromPath("/console/jobs")
        .queryParam("q", "{q}")
        .build(search)
        .toString();
  }

  /** An order to all of them is asked for on a page, which says first what it would do. */
  private static Remedy toAll(OrderKind order, String search, String label) {
    String page =
        UriComponentsBuilder.fromPath("/console/bulk-orders")
            .queryParam("order", order.word())
            .queryParam("q", "{q}")
            .build(search)
            .toString();
    return new Remedy(page, label, false, true);
  }
}
