package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.search.CountJobs;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.FindQueuePlace;
import dev.rivyaroutes.ledger.search.FindTroubles;
import dev.rivyaroutes.ledger.search.FoundJobs;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.ledger.search.SearchQuery;
import dev.rivyaroutes.ledger.search.SearchTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

interface SearchContract extends OnLedger {

  private List<String> found(JobSearch search) {
    return new FindJobs(JdbcClient.create(ledger().database))
        .search(search).stream().map(JobSummary::id).toList();
  }

  private static Visibility erp(String... flows) {
    return new Visibility(Set.of(flows), "erp");
  }

  private List<String> filled() {
    List<NewJob> briefs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      NewJob brief = LedgerWorld.brief("brief-" + i);
      briefs.add(
          new NewJob(
                  "flow-" + i % 3,
                  "",
                  "in/Cat_" + i + ".txt",
                  brief.account(),
                  brief.model(),
                  new JobInput("p", "{}", null, List.of()),
                  null)
              .withBrief(new BriefId("http", "erp", "brief-" + i, 0, "")));
    }
    List<String> ids =
        ledger().one.accept.accept(briefs).stream().map(AcceptResult::jobId).toList();
    for (int i = 0; i < 12; i += 2) {
      ledger().jdbc.update("update job set state = 'done' where id = ?", ids.get(i));
    }
    return ids;
  }

  @Test
  default void findsTheNewestFirstWhateverIsAskedFor() {
    List<String> ids = filled();
    assertThat(found(new JobSearch(null, null, null, null, null, 3)))
        .containsExactly(ids.get(11), ids.get(10), ids.get(9));
    assertThat(found(new JobSearch(null, "flow-1", null, null, null, 3)))
        .containsExactly(ids.get(10), ids.get(7), ids.get(4));
    assertThat(found(new JobSearch(null, null, "succeeded", null, ids.get(9), 3)))
        .containsExactly(ids.get(8), ids.get(6), ids.get(4));
    assertThat(found(new JobSearch(erp("flow-0", "flow-1"), null, "queued", null, null, 9)))
        .containsExactly(ids.get(9), ids.get(7), ids.get(3), ids.get(1));
    assertThat(found(new JobSearch(null, "flow-1", "queued", "CAT_7", null, 9)))
        .containsExactly(ids.get(7));
    assertThat(found(new JobSearch(null, null, "done", null, ids.get(9), 2)))
        .containsExactly(ids.get(8), ids.get(6));
    assertThat(found(new JobSearch(null, null, "parked", null, null, 9))).isEmpty();
    assertThat(found(new JobSearch(erp("flow-1"), null, null, null, ids.get(7), 1)))
        .containsExactly(ids.get(4));
  }

  @Test
  default void findsAPageOfASubmitterOfManyFlowsByAStatementOfFewParts() {
    List<String> ids = filled();
    String[] flows = IntStream.range(0, 50).mapToObj(i -> "flow-" + i).toArray(String[]::new);
    JobSearch all = new JobSearch(erp(flows), null, null, null, null, 5);

    assertThat(SearchQuery.of(all).text().split("union all"))
        .hasSizeLessThanOrEqualTo(JobState.values().length);
    assertThat(SearchQuery.of(all).text())
        .isEqualTo(SearchQuery.of(new JobSearch(erp("flow-1"), null, null, null, null, 5)).text());
    List<String> pages = new ArrayList<>();
    String before = null;
    for (int page = 0; page < 3; page++) {
      List<String> found = found(new JobSearch(erp(flows), null, null, null, before, 5));
      pages.addAll(found);
      before = found.get(found.size() - 1);
    }
    assertThat(pages).isEqualTo(ids.stream().sorted(Comparator.reverseOrder()).toList());
    assertThat(found(new JobSearch(erp(flows), null, "queued", null, ids.get(9), 9)))
        .containsExactly(ids.get(7), ids.get(5), ids.get(3), ids.get(1));
  }

  /** Finished jobs between others: more than are read at once. */
  private void manyMore(String old) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 5_050; i++) {
      rows.add(
          new Object[] {old.substring(0, 10) + "ZZZZ%012d".formatted(i), "key-%060d".formatted(i)});
    }
    ledger()
        .jdbc
        .batchUpdate(
            "insert into job (id, flow, source_key, source_name, source, caller, account, model,"
                + " state, due_at, version, claims, attempts, open_deliveries, created_at,"
                + " updated_at) select ?, 'flow-9', ?, 'many', 'http', 'erp', account, model, 'done',"
                + " due_at, 1, 0, 0, 0, created_at, updated_at from job where id = '"
                + old
                + "'",
            rows);
  }

  @Test
  default void readsSoManyAtOnceWhereNoIndexServesAndGoesOn() {
    String oldest = filled().get(0);
    manyMore(oldest);
    FindJobs jobs = new FindJobs(JdbcClient.create(ledger().database));
    JobSearch words = new JobSearch(null, null, null, "in/cat_0.txt", null, 9);

    FoundJobs first = jobs.find(words);
    assertThat(first.jobs()).isEmpty();
    assertThat(first.readToTime()).isEqualTo(LedgerWorld.START);
    FoundJobs second =
        jobs.find(new JobSearch(null, null, null, "in/cat_0.txt", first.readTo(), 9));
    assertThat(second.jobs()).extracting(JobSummary::id).containsExactly(oldest);
    assertThat(second.readTo()).isNull();
    assertThat(jobs.find(new JobSearch(null, "flow-0", null, "in/cat_0.txt", null, 9)).jobs())
        .as("the newest of its flow are read")
        .hasSize(1);
    assertThat(jobs.find(new JobSearch(null, null, null, "many", null, 9)).readTo())
        .as("as many as asked for")
        .isNull();
    assertThat(jobs.find(new JobSearch(null, null, null, oldest, null, 9)).jobs()).hasSize(1);
    ledger().jdbc.update("update job set task_id = 'task_0' where id = ?", oldest);
    assertThat(jobs.find(new JobSearch(null, null, null, "task_0", null, 9)).jobs()).hasSize(1);
    assertThat(
            jobs.find(new JobSearch(new Visibility(null, "shop"), null, null, "task_0", null, 9))
                .jobs())
        .isEmpty();
    assertThat(jobs.find(new JobSearch(null, null, null, null, null, 9)).readTo()).isNull();
  }

  @Test
  default void countsTheJobsThatAreSentBeforeOneThatWaits() {
    filled();
    JdbcClient jdbc = JdbcClient.create(ledger().database);
    ledger().jdbc.update("update job set state = 'accepted'");
    List<JobSummary> newest =
        new FindJobs(jdbc).search(new JobSearch(null, null, null, null, null, 12));
    FindQueuePlace queue = new FindQueuePlace(jdbc);

    assertThat(newest.stream().map(queue::before))
        .containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    ledger().jdbc.update("update job set state = 'waiting'");
    assertThat(new FindJobs(jdbc).byId(newest.get(0).id(), Visibility.ALL))
        .map(details -> queue.before(details.job()))
        .isEmpty();
  }

  @Test
  default void findsTheJobsOfTheFlowsThatACallerSees() {
    List<String> ids = filled();
    Set<String> many = new TreeSet<>(Set.of("flow-0", "flow-1"));
    IntStream.range(10, 60).forEach(i -> many.add("flow-" + i));
    for (Set<String> flows : List.of(Set.of("flow-0", "flow-1"), many)) {
      Visibility sees = new Visibility(flows, null);
      assertThat(found(new JobSearch(sees, null, null, null, null, 4)))
          .containsExactly(ids.get(10), ids.get(9), ids.get(7), ids.get(6));
      assertThat(found(new JobSearch(sees, null, "queued", null, ids.get(9), 9)))
          .containsExactly(ids.get(7), ids.get(3), ids.get(1));
      assertThat(found(new JobSearch(sees, "flow-2", null, null, null, 9))).isEmpty();
      assertThat(found(new JobSearch(sees, null, null, ids.get(11), null, 9))).isEmpty();
    }
  }

  @Test
  default void readsAndOrdersNoJobThatTheCallerDoesNotSee() throws Exception {
    List<String> ids = filled();
    FindJobs jobs = new FindJobs(JdbcClient.create(ledger().database));
    Visibility banners = new Visibility(Set.of("flow-1"), null);
    Visibility shop = new Visibility(null, "shop");

    for (Visibility sees : List.of(banners, shop, Visibility.NONE)) {
      assertThat(jobs.byId(ids.get(0), sees)).isEmpty();
      assertThat(jobs.exists(ids.get(0), sees)).isFalse();
      assertThatThrownBy(
              () ->
                  ledger()
                      .one
                      .orders
                      .cancel(ids.get(3), new Order(new Author("x", null, null), null, null, sees)))
          .hasMessage("There is no job " + ids.get(3) + ".");
    }
    assertThat(jobs.byId(ids.get(1), banners)).isPresent();
    assertThat(jobs.exists(ids.get(1), new Visibility(null, "erp"))).isTrue();
    ledger()
        .one
        .orders
        .cancel(ids.get(1), new Order(new Author("x", null, null), null, null, banners));
  }

  @Test
  default void countsAndGroupsOnlyWhatTheCallerSees() {
    List<String> ids = filled();
    ledger().jdbc.update("update job set state = 'parked' where id = ?", ids.get(1));
    ledger().jdbc.update("update job set state = 'failed' where id = ?", ids.get(2));
    FindTroubles troubles = new FindTroubles(JdbcClient.create(ledger().database));
    CountJobs counts = new CountJobs(JdbcClient.create(ledger().database));
    Visibility one = new Visibility(Set.of("flow-1"), null);

    assertThat(troubles.parked(one)).hasSize(1);
    assertThat(troubles.failedSince(Instant.EPOCH, one)).isEmpty();
    assertThat(troubles.failedSince(Instant.EPOCH, Visibility.ALL)).hasSize(1);
    assertThat(troubles.deliveries(one)).isEmpty();
    assertThat(troubles.quarantined(one)).isZero();
    assertThat(counts.byFlowSince(Instant.EPOCH, one)).containsOnlyKeys("flow-1");
    assertThat(counts.changedAfter(0)).filteredOn(job -> job.isVisible(one)).hasSize(1);
    assertThat(counts.changedAfter(counts.newest().event())).isEmpty();
  }

  @Test
  default void findsWhatIsKnownExactlyAndNoOtherCallersJobs() {
    List<String> ids = filled();
    ledger().jdbc.update("update job set caller = 'shop' where id = ?", ids.get(4));
    ledger().jdbc.update("update job set source = 'folder' where id = ?", ids.get(5));
    ledger()
        .jdbc
        .update(
            "update job_content set conversation_name = 'ticket-7', client_request_id = 'Trace-6',"
                + " prompt = 'A 50% Barn' where job_id = ?",
            ids.get(6));

    assertThat(found(new JobSearch(erp("flow-0", "flow-1", "flow-2"), null, null, null, null, 99)))
        .hasSize(10)
        .doesNotContain(ids.get(4), ids.get(5));
    assertThat(found(exactly("shop", null, null))).containsExactly(ids.get(4));
    assertThat(found(exactly(null, "in/Cat_7.txt", null))).containsExactly(ids.get(7));
    assertThat(found(exactly(null, "in/cat_7.txt", null))).isEmpty();
    assertThat(found(exactly(null, null, "ticket-7"))).containsExactly(ids.get(6));
    for (String words : List.of("trace-6", "50% b", "SHOP", "brief-4")) {
      assertThat(found(new JobSearch(null, null, null, words, null, 9)))
          .as(words)
          .containsExactly(words.contains("6") || words.contains("%") ? ids.get(6) : ids.get(4));
    }
  }

  private static JobSearch exactly(String caller, String name, String conversation) {
    return new JobSearch(
        null,
        null,
        null,
        null,
        new JobSearch.ExactMatch(caller, name, conversation, null),
        JobSearch.Range.ANY,
        null,
        99);
  }

  private List<String> found(String terms) {
    return found(SearchTerms.parse(terms).search(null, null, 99, ledger().clock));
  }

  @Test
  default void findsJobsByTerms() {
    List<String> ids = filled();
    ledger()
        .jdbc
        .update(
            "update job set state = 'parked', trouble = 'credit', code = 'no_credits',"
                + " model = 'kling-3', account = 'other' where id = ?",
            ids.get(3));
    ledger()
        .jdbc
        .update(
            "update job set estimated_credits = ? where id = ?", new BigDecimal("5"), ids.get(5));
    ledger()
        .jdbc
        .update("update job set final_credits = ? where id = ?", new BigDecimal("6"), ids.get(6));

    assertThat(found("cause:credit")).containsExactly(ids.get(3));
    assertThat(found("cause:no_credits state:parked")).containsExactly(ids.get(3));
    assertThat(found("model:kling-3 account:other")).containsExactly(ids.get(3));
    assertThat(found("model:kling-3 state:failed")).isEmpty();
    assertThat(found("flow:flow-1"))
        .isEqualTo(found(new JobSearch(null, "flow-1", null, null, null, 99)));
    assertThat(found("cost:>5")).containsExactly(ids.get(6));
    assertThat(found("cost:>=5 cat_5")).containsExactly(ids.get(5));
    assertThat(found("cost:6")).containsExactly(ids.get(6));
    assertThat(found("cost:<6 since:1d cat_5")).containsExactly(ids.get(5));
    assertThat(found("since:1h")).hasSize(12);
    assertThat(found("since:1h state:queued flow:flow-1")).isNotEmpty();
    assertThat(found("since:2999-01-01")).isEmpty();
    assertThat(found("since:2999-01-01 state:queued")).isEmpty();
    assertThat(found("deliveries:dead sink:nowhere")).isEmpty();
  }

  @Test
  default void findsAJobByItsIdsAndNothingThatMayNotBeSeen() {
    List<String> ids = filled();
    for (String words : List.of(ids.get(4), ids.get(4).toLowerCase(), "brief-4", "t_4.")) {
      assertThat(found(new JobSearch(null, null, null, words, null, 9)))
          .as(words)
          .containsExactly(ids.get(4));
    }
    assertThat(found(new JobSearch(erp("flow-0"), null, null, ids.get(4), null, 9))).isEmpty();
    assertThat(found(new JobSearch(erp("flow-0"), "flow-1", null, null, null, 9))).isEmpty();
    assertThat(found(new JobSearch(erp(), null, null, null, null, 9))).isEmpty();
    assertThat(found(new JobSearch(null, null, "failed", null, null, 9))).isEmpty();
  }
}
