package dev.rivyaroutes.console;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;
import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.search.FindTroubles;
import dev.rivyaroutes.ledger.search.FindTroubles.JobTroubles;
import dev.rivyaroutes.ledger.search.FindTroubles.SinkTroubles;
import dev.rivyaroutes.ledger.source.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists everything that needs attention, what stops most first. */
@Component
class ListTroubles {

  private final FindTroubles troubles;

  ListTroubles(FindTroubles troubles) {
    this.troubles = troubles;
  }

  /**
   * Something that needs attention.
   *
   * @param what the thing and its state, in a few words
   * @param text why, and what to do
   * @param count how many jobs, deliveries or messages; null where it is one thing
   * @param credits what they are estimated to cost; null where nothing waits to be paid
   * @param page where it is shown
   * @param order what the page is opened for, as the words of its link
   */
  record Item(
      String what,
      String text,
      Long count,
      Instant since,
      BigDecimal credits,
      String page,
      String order) {}

  /**
   * @param failures failed jobs that arrived before are left out
   */
  List<Item> since(
      Instant failures,
      Visibility sees,
      List<DescribeAccounts.Account> accounts,
      List<Source> sources) {
    List<Item> all = new ArrayList<>();
    accounts.forEach(account -> addAccount(account, all));
    sources.stream()
        .filter(source -> source.failedSince() != null)
        .forEach(source -> all.add(source(source)));
    troubles.parked(sees).forEach(jobs -> all.add(jobs(jobs, "parked", " parked in flow ")));
    troubles.deliveries(sees).forEach(sink -> all.add(sink(sink)));
    troubles
        .failedSince(failures, sees)
        .forEach(jobs -> all.add(jobs(jobs, "failed", " failed in the last 24 h in flow ")));
    long quarantined = troubles.quarantined(sees);
    if (quarantined > 0) {
      all.add(
          new Item(
              quarantined == 1 ? "message in quarantine" : "messages in quarantine",
              "They made no job. Each has its reason, and can be taken again.",
              quarantined,
              null,
              null,
              "/console/quarantine",
              "Look at them"));
    }
    return all;
  }

  private static void addAccount(DescribeAccounts.Account account, List<Item> all) {
    String name = account.credits().name();
    String page = "/console/accounts/" + name;
    Pause pause = account.credits().pause();
    if (pause != null) {
      all.add(
          new Item(
              "Account " + name + " is paused",
              pause.cause().text(),
              null,
              pause.since(),
              null,
              page,
              "See the account"));
    }
    OrderedPause ordered = account.credits().ordered();
    if (ordered != null) {
      all.add(
          new Item(
              "Account " + name + " is paused by an order",
              ordered.text(name) + " Resume it to send its jobs.",
              null,
              ordered.since(),
              null,
              page,
              "See the account"));
    }
    TrackAvailability.Availability rivya = account.rivya();
    if (rivya.unavailableSince() != null) {
      all.add(
          new Item(
              "Rivya does not answer account " + name,
              rivya.reason() + ". Its jobs are retried.",
              null,
              rivya.unavailableSince(),
              null,
              page,
              "See the account"));
    }
  }

  private static Item source(Source source) {
    return new Item(
        "Source " + source.route().route() + " fails",
        source.cause(),
        null,
        source.failedSince(),
        null,
        "/console#sources",
        "See the sources");
  }

  private static Item jobs(JobTroubles jobs, String state, String what) {
    String search = "state:" + state + " flow:" + jobs.flow();
    String cause = jobs.code() == null ? jobs.trouble() : jobs.code();
    return new Item(
        (jobs.count() == 1 ? "job" : "jobs")
            + what
            + jobs.flow()
            + (jobs.model() == null ? "" : ", model " + jobs.model()),
        jobs.text() == null ? "The cause is not recorded." : jobs.text(),
        jobs.count(),
        jobs.oldest(),
        state.equals("parked") ? jobs.credits() : null,
        search(cause == null ? search : search + " cause:" + cause),
        "Show the jobs");
  }

  private static Item sink(SinkTroubles sink) {
    boolean dead = sink.state() == DeliveryState.DEAD;
    return new Item(
        "%s %s to sink %s of flow %s"
            .formatted(
                dead ? "dead" : "retried",
                sink.count() == 1 ? "delivery" : "deliveries",
                sink.sink(),
                sink.flow()),
        sink.text() == null ? "The cause is not recorded." : sink.text(),
        sink.count(),
        sink.oldest(),
        null,
        search(
            "flow:%s deliveries:%s sink:%s"
                .formatted(sink.flow(), sink.state().column(), sink.sink())),
        "Show the jobs");
  }

  private static String search(String terms) {
    return UriComponentsBuilder.fromPath("/console/jobs")
        .queryParam("q", "{q}")
        .build(terms)
        .toString();
  }
}
