package dev.rivyaroutes.console;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.console.TroubleItem.Remedy;
import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;
import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.orders.PreviewOrders;
import dev.rivyaroutes.ledger.search.FindTroubles;
import dev.rivyaroutes.ledger.search.FindTroubles.JobTroubles;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import dev.rivyaroutes.reload.CompareReplicas;
import dev.rivyaroutes.reload.FlowState;
import dev.rivyaroutes.reload.FlowStates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Lists everything that needs attention, what stops most first. */
@Component
class ListTroubles {

  private final FindTroubles troubles;
  private final FlowStates states;
  private final CompareReplicas replicas;
  private final SwitchedFlows switched;
  private final PreviewOrders previews;

  ListTroubles(
      FindTroubles troubles,
      FlowStates states,
      CompareReplicas replicas,
      SwitchedFlows switched,
      PreviewOrders previews) {
    this.troubles = troubles;
    this.previews = previews;
    this.states = states;
    this.replicas = replicas;
    this.switched = switched;
  }

  /**
   * @param failures failed jobs that arrived before are left out
   */
  List<TroubleItem> since(
      Instant failures,
      Visibility sees,
      List<DescribeAccounts.Account> accounts,
      List<Source> sources) {
    List<TroubleItem> all = new ArrayList<>();
    List<JobTroubles> parked = troubles.parked(sees);
    Map<String, JobTroubles> waiting = GroupJobs.ofAccounts(parked);
    accounts.forEach(account -> addAccount(account, waiting, all));
    waiting.values().forEach(jobs -> all.add(GroupJobs.parked(jobs, allowed(jobs, sees))));
    states.all().values().stream()
        .filter(state -> sees.includes(state.flow()))
        .forEach(state -> addFlow(state, sees, all));
    sources.stream()
        .filter(source -> source.failedSince() != null)
        .forEach(source -> all.add(source(source)));
    GroupJobs.others(parked).forEach(jobs -> all.add(GroupJobs.parked(jobs, allowed(jobs, sees))));
    troubles.deliveries(sees).forEach(sink -> all.add(GroupJobs.sink(sink)));
    troubles
        .failedSince(failures, sees)
        .forEach(jobs -> all.add(GroupJobs.failed(jobs, allowed(jobs, sees))));
    long quarantined = troubles.quarantined(sees);
    if (quarantined > 0) {
      all.add(
          new TroubleItem(
              quarantined == 1 ? "message in quarantine" : "messages in quarantine",
              quarantined == 1
                  ? "It made no job. Its page has the reason, and the order to take it again."
                  : "They made no job. The page of each has the reason, and the order to take it again.",
              quarantined,
              null,
              null,
              "/console/quarantine",
              quarantined == 1 ? "Show the message" : "Show the messages"));
    }
    return all;
  }

  /** What the oldest of them allows; the plan of an order says it of each. */
  private Set<OrderKind> allowed(JobTroubles jobs, Visibility sees) {
    return previews.of(jobs.first(), sees, sha256 -> true).stream()
        .map(PreviewOrders.Preview::kind)
        .collect(Collectors.toSet());
  }

  private static void addAccount(
      DescribeAccounts.Account account, Map<String, JobTroubles> waiting, List<TroubleItem> all) {
    String name = account.credits().name();
    Pause pause = account.credits().pause();
    OrderedPause ordered = account.credits().ordered();
    if (ordered != null) {
      all.add(
          paused(
                  name,
                  " is paused by an order",
                  ordered.text(name) + " Resume it to send its jobs.",
                  ordered.since(),
                  waiting.remove(name))
              .with(
                  new Remedy(
                      "/console/accounts/" + name + "/resume", "Resume the account", true, true)));
    }
    if (pause != null) {
      all.add(
          paused(name, " is paused", pause.cause().text(), pause.since(), waiting.remove(name)));
    }
    TrackAvailability.Availability rivya = account.rivya();
    if (rivya.unavailableSince() != null) {
      all.add(
          new TroubleItem(
              "Rivya does not answer account " + name,
              rivya.reason() + ". Its jobs are retried.",
              null,
              rivya.unavailableSince(),
              null,
              "/console/accounts/" + name,
              "See the account"));
    }
  }

  /**
   * @param jobs the jobs that wait for the account; null if none does
   */
  private static TroubleItem paused(
      String account, String how, String text, Instant since, JobTroubles jobs) {
    String wait =
        jobs == null
            ? ""
            : jobs.count() == 1 ? "; 1 job waits" : "; " + jobs.count() + " jobs wait";
    BigDecimal credits = jobs == null ? null : jobs.credits();
    return new TroubleItem(
        "Account " + account + how + wait,
        text,
        null,
        since,
        credits,
        jobs == null
            ? "/console/accounts/" + account
            : GroupJobs.jobs("state:parked account:" + account),
        jobs == null ? "See the account" : jobs.count() == 1 ? "Show the job" : "Show the jobs");
  }

  /** Whose files are wrong or differ is for callers of all flows. */
  private void addFlow(FlowState state, Visibility sees, List<TroubleItem> all) {
    String flow = state.flow();
    FlowSwitch off = switched.off(flow).orElse(null);
    if (off != null) {
      all.add(
          flow(flow, "Flow " + flow + " is switched off", off.text(), off.since())
              .with(
                  new Remedy(
                      "/console/flows/" + flow + "/switch-on", "Switch the flow on", true, false)));
    }
    if (state.isWrong() && sees.isOfAllFlows()) {
      String how = state.running() == null ? " does not run" : " runs its last good text";
      all.add(flow(flow, "Flow " + flow + how, state.problems().get(0), state.since()));
    }
    List<String> others = replicas.differing().get(flow);
    if (others != null && sees.isOfAllFlows()) {
      String text =
          "Give all replicas the same files. Another text than here is in force on "
              + String.join(", ", others)
              + ".";
      all.add(flow(flow, "Flow " + flow + " differs between replicas", text, null));
    }
  }

  private static TroubleItem flow(String flow, String what, String text, Instant since) {
    return new TroubleItem(what, text, null, since, null, "/console/flows/" + flow, "See the flow");
  }

  private static TroubleItem source(Source source) {
    return new TroubleItem(
        "Source " + source.route().route() + " fails",
        source.cause(),
        null,
        source.failedSince(),
        null,
        "/console#sources",
        "See the sources");
  }
}
