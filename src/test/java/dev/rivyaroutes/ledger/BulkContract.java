package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rivyaroutes.ledger.audit.AuditSearch;
import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.bulk.BulkItem;
import dev.rivyaroutes.ledger.bulk.BulkOrder;
import dev.rivyaroutes.ledger.bulk.BulkProperties;
import dev.rivyaroutes.ledger.bulk.BulkRequest;
import dev.rivyaroutes.ledger.bulk.BulkState;
import dev.rivyaroutes.ledger.bulk.FindBulkOrders;
import dev.rivyaroutes.ledger.bulk.StepBulkOrders;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.orders.OrderMany;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.search.FindJobs;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bulk orders: frozen jobs, each ordered once, whoever crashes. At most five are open at once. */
interface BulkContract extends OnLedger {
  Order ASK = new Order(new Author("ops", "operator", "password"), "model mended");
  Predicate<String> ALL = sha256 -> true;
  Cause REFUSED = Cause.of(Trouble.PERMANENT, "Rivya refused it.");

  private static BulkRequest request(String name, OrderKind kind, String filter, int first) {
    return new BulkRequest(name, kind, null, filter, "model mended", first, 20);
  }

  private BulkOrder planned(BulkRequest request) {
    try {
      BulkOrder bulk = ledger().one.bulk.plan(request, ASK);
      while (ledger().one.bulkSteps.plan(now(bulk))) {
        assertThat(now(bulk).state()).isIn(BulkState.PLANNING, BulkState.PLANNED);
      }
      return now(bulk);
    } catch (OrderRefused e) {
      throw new AssertionError(e);
    }
  }

  private BulkOrder started(BulkRequest request) throws OrderRefused {
    BulkOrder bulk = planned(request);
    ledger().one.bulk.start(bulk, ASK);
    return bulk;
  }

  private BulkOrder now(BulkOrder bulk) {
    return ledger().two.findBulk.byId(bulk.id()).orElseThrow();
  }

  /** Carries out what is due at this moment and two seconds later. */
  private BulkOrder steps(BulkOrder bulk) {
    steps(ledger().two);
    ledger().clock.forward(Duration.ofSeconds(2));
    steps(ledger().one);
    return now(bulk);
  }

  private static void steps(Replica replica) {
    while (replica.bulkSteps.step(ALL)) {
      assertThat(replica).isNotNull();
    }
  }

  private List<Job> failed(int jobs) {
    return IntStream.range(0, jobs).mapToObj(n -> failed("failed-" + n)).toList();
  }

  private Job failed(String sourceId) {
    Job job = ledger().submitting(sourceId);
    ledger().one.progress.recordFailed(job, REFUSED, null);
    return job;
  }

  /** Lets jobs that were ordered again fail, or succeed, and returns how many. */
  private int end(int most, boolean well) {
    List<Job> sent = ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, most);
    for (Job job : sent) {
      if (well) {
        ledger().one.progress.recordSubmitted(job, "task-" + job.id(), null, clock());
        Job polled = ledger().claimed(ledger().one, Stage.POLL, job.id());
        ledger().one.progress.recordFinished(polled, "{}", null);
        Job fetched = ledger().claimed(ledger().one, Stage.FETCH, job.id());
        ledger().one.progress.recordFetched(fetched, List.of(RESULT));
      } else {
        ledger().one.progress.recordFailed(job, REFUSED, null);
      }
    }
    return sent.size();
  }

  private Instant clock() {
    return ledger().clock.instant();
  }

  private List<String> keys(List<Job> jobs) {
    return jobs.stream()
        .map(
            job ->
                ledger()
                    .jdbc
                    .queryForObject(
                        "select idempotency_key from job_content where job_id = ?",
                        String.class,
                        job.id()))
        .toList();
  }

  private int orders(BulkOrder bulk, String action) {
    return ledger()
        .one
        .audit
        .search(
            new AuditSearch(null, action, null, "done", bulk.id(), null, null, 500), Visibility.ALL)
        .size();
  }

  @Test
  default void saysBeforeWhatItWouldDoAndOrdersNothing() {
    failed(2);
    Job priced =
        ledger()
            .claimed(
                ledger().one,
                Stage.SUBMIT,
                ledger()
                    .one
                    .accept
                    .accept(List.of(LedgerWorld.priced("p", "nano", 7)))
                    .get(0)
                    .jobId());
    ledger().one.progress.recordFailed(priced, REFUSED, null);
    ledger().one.accept.accept(List.of(LedgerWorld.brief("queued")));
    List<Object> jobs = ledger().jdbc.query("select * from job order by id", this::version);

    BulkOrder bulk = planned(request("a", OrderKind.REPLAY, "flow:" + FLOW, 0));

    assertThat(bulk.state()).isEqualTo(BulkState.PLANNED);
    assertThat(bulk.plan().will()).isEqualTo(3);
    assertThat(bulk.plan().refused())
        .containsExactly(
            entry("The job is in progress, so there is nothing to replay; see its timeline.", 1L));
    assertThat(bulk.plan().least()).isEqualByComparingTo("7");
    assertThat(bulk.plan().most()).isEqualByComparingTo("7");
    assertThat(bulk.plan().unpriced()).isEqualTo(2);
    assertThat(bulk.plan().shares())
        .singleElement()
        .satisfies(s -> assertThat(s.jobs()).isEqualTo(3));
    assertThat(bulk.progress().waiting()).isEqualTo(3);
    steps(bulk);
    assertThat(ledger().jdbc.query("select * from job order by id", this::version)).isEqualTo(jobs);
  }

  private Object version(ResultSet row, int n) throws SQLException {
    return row.getString("id") + row.getLong("version");
  }

  @Test
  default void fixesItsJobsWhenItIsAskedFor() throws Exception {
    Job before = failed("before");
    BulkOrder bulk = ledger().one.bulk.plan(request("a", OrderKind.REPLAY, "", 0), ASK);
    ledger().clock.forward(Duration.ofSeconds(1));
    Job after = failed("after");
    while (ledger().two.bulkSteps.plan(now(bulk))) {
      assertThat(now(bulk).plan().will()).isLessThanOrEqualTo(1);
    }
    ledger().one.bulk.start(now(bulk), ASK);
    Job later = failed("later");

    steps(bulk);

    assertThat(keys(List.of(before, after, later)))
        .containsExactly(before.id() + "-2", after.id(), later.id());
  }

  @Test
  default void isAskedForOnceUnderAName() throws Exception {
    failed(1);
    BulkOrder bulk = planned(request("a", OrderKind.REPLAY, "state:failed", 0));

    assertThat(ledger().two.bulk.plan(bulk.request(), ASK).id()).isEqualTo(bulk.id());
    assertThatThrownBy(
            () -> ledger().two.bulk.plan(request("a", OrderKind.CANCEL, "state:failed", 0), ASK))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining("Choose another name");
    assertThat(ledger().count("bulk_order")).isOne();
  }

  @Test
  default void ordersEachJobOnceAndKeepsFewOpenWhenTwoReplicasWork() throws Exception {
    List<Job> jobs = failed(12);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));
    List<Callable<Boolean>> steps = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
      steps.add(() -> replica.bulkSteps.step(ALL));
    }

    int ended = 0;
    for (int round = 0; round < 20 && now(bulk).state() == BulkState.RUNNING; round++) {
      LedgerWorld.atOnce(steps);
      steps(bulk);
      assertThat(now(bulk).progress().open()).isLessThanOrEqualTo(5);
      ended += end(3, true);
    }

    assertThat(now(bulk).state()).isEqualTo(BulkState.FINISHED);
    assertThat(ended).isEqualTo(12);
    assertThat(keys(jobs)).isEqualTo(jobs.stream().map(job -> job.id() + "-2").toList());
    assertThat(now(bulk).progress().succeeded()).isEqualTo(12);
    assertThat(orders(bulk, "replay")).isEqualTo(12);
    assertThat(
            ledger()
                .jdbc
                .queryForList(
                    "select text from job_event where text like 'Replayed%'", String.class))
        .hasSize(12)
        .allMatch(text -> text.startsWith("Replayed by ops (bulk order a: model mended). "));
  }

  @Test
  default void goesOnAfterACrashBetweenTheOrdersAndItsOwnCommit() throws Exception {
    List<Job> jobs = failed(8);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));
    Map<String, Object> before =
        ledger().jdbc.queryForMap("select waiting, open from bulk_order where id = ?", bulk.id());
    assertThat(ledger().one.bulkSteps.step(ALL)).isTrue();
    // As a crash leaves it: five jobs are ordered, their count is not, and the claim is held.
    ledger()
        .jdbc
        .update(
            "update bulk_order set waiting = ?, open = ?, owner = 'one' where id = ?",
            before.get("waiting"),
            before.get("open"),
            bulk.id());
    ledger().leaseEnds();
    ledger().leaseEnds();

    for (int round = 0; round < 10; round++) {
      steps(ledger().two);
      end(99, true);
      ledger().clock.forward(Duration.ofSeconds(2));
    }

    assertThat(now(bulk).state()).isEqualTo(BulkState.FINISHED);
    assertThat(now(bulk).progress().succeeded()).isEqualTo(8);
    assertThat(keys(jobs)).isEqualTo(jobs.stream().map(job -> job.id() + "-2").toList());
  }

  /** The first replica, which does something else after it has read which jobs wait. */
  private StepBulkOrders interrupted(Runnable meanwhile) {
    LedgerWorld ledger = ledger();
    FindBulkOrders find =
        new FindBulkOrders(ledger.jdbc) {
          @Override
          public List<BulkItem> items(String id, BulkItem.State state, String after, int limit) {
            List<BulkItem> waiting = super.items(id, state, after, limit);
            meanwhile.run();
            return waiting;
          }
        };
    return new StepBulkOrders(
        ledger.one.commit,
        ledger.jdbc,
        ledger.one.lease,
        new FindJobs(JdbcClient.create(ledger.database)),
        find,
        new OrderMany(ledger.jdbc, new Outbox(ledger.sinks), ledger.clock),
        new BulkProperties(5, 20),
        ledger.clock);
  }

  @Test
  default void refusesTheBatchOfAProcessThatWasFrozen() throws Exception {
    Job job = failed("a");
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));

    interrupted(
            () -> {
              ledger().clock.forward(Replica.LEASE.multipliedBy(5));
              steps(ledger().two);
              end(1, false); // It fails again, so that its state would allow another replay.
            })
        .step(ALL);

    assertThat(keys(List.of(job))).containsExactly(job.id() + "-2");
    assertThat(orders(bulk, "replay")).isOne();
  }

  @Test
  default void ordersNothingOfABatchThatAPersonPausesMeanwhile() throws Exception {
    Job job = failed("a");
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));

    interrupted(
            () -> {
              try {
                ledger().two.bulk.pause(now(bulk), ASK);
              } catch (OrderRefused e) {
                throw new AssertionError(e);
              }
            })
        .step(ALL);

    assertThat(keys(List.of(job))).containsExactly(job.id());
    assertThat(now(bulk).state()).isEqualTo(BulkState.PAUSED);
    assertThat(now(bulk).progress().waiting()).isOne();
  }

  @Test
  default void goesOnOnlyAfterItsFirstJobsSucceeded() throws Exception {
    failed(6);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 3));

    assertThat(steps(bulk).progress().open()).isEqualTo(3);
    assertThat(end(2, true)).isEqualTo(2);
    assertThat(steps(bulk).progress().open()).isOne();
    assertThat(end(1, true)).isOne();
    assertThat(steps(bulk).progress().open()).isEqualTo(3);
  }

  @Test
  default void pausesWhenOneOfItsFirstJobsFails() throws Exception {
    failed(6);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 3));
    steps(bulk);
    end(1, false);

    BulkOrder paused = steps(bulk);

    assertThat(paused.state()).isEqualTo(BulkState.PAUSED);
    assertThat(paused.status().cause()).startsWith("Paused, because 1 of its first 3 jobs failed.");
    assertThat(paused.progress().waiting()).isEqualTo(3);
    end(2, true);
    assertThat(steps(bulk).progress().waiting()).isEqualTo(3);
    ledger().two.bulk.resume(now(bulk), ASK);
    assertThat(steps(bulk).progress().waiting()).isZero();
  }

  @Test
  default void pausesAboveItsShareOfFailures() throws Exception {
    failed(20);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));
    for (int round = 0; round < 3; round++) {
      steps(bulk);
      end(4, true);
      end(1, false);
    }
    assertThat(steps(bulk).state()).as("3 of 15 are exactly 20 %").isEqualTo(BulkState.RUNNING);
    end(1, false);

    BulkOrder paused = steps(bulk);

    assertThat(paused.state()).isEqualTo(BulkState.PAUSED);
    assertThat(paused.status().cause())
        .startsWith("Paused, because 4 of 16 jobs failed, which is more than 20 %.");
    ledger().one.bulk.resume(paused, ASK);
    assertThat(steps(bulk).state()).isEqualTo(BulkState.RUNNING);
  }

  @Test
  default void skipsJobsThatAPersonWasFasterWith() throws Exception {
    List<Job> jobs = failed(2);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));
    ledger().one.orders.replay(jobs.get(0).id(), ASK, null, ALL);

    BulkOrder now = steps(bulk);

    assertThat(keys(jobs)).containsExactly(jobs.get(0).id() + "-2", jobs.get(1).id() + "-2");
    assertThat(now.progress().skippedJobs()).isOne();
    assertThat(now.progress().skipped().keySet().iterator().next())
        .startsWith("The job is in progress");
    assertThat(ledger().one.findBulk.items(bulk.id(), BulkItem.State.SKIPPED, null, 9))
        .extracting(BulkItem::jobId)
        .containsExactly(jobs.get(0).id());
  }

  @Test
  default void ordersNothingMoreWhenItIsPausedOrEnded() throws Exception {
    failed(8);
    BulkOrder bulk = started(request("a", OrderKind.REPLAY, "state:failed", 0));
    steps(bulk);
    ledger().two.bulk.pause(now(bulk), new Order("ada", "lunch"));
    end(5, true);

    BulkOrder paused = steps(bulk);

    assertThat(paused.status().cause()).isEqualTo("Paused by ada (lunch).");
    assertThat(paused.progress().waiting()).isEqualTo(3);
    assertThat(paused.progress().succeeded()).isEqualTo(5);
    ledger().one.bulk.end(paused, ASK);
    assertThat(steps(bulk).progress().waiting()).isEqualTo(3);
    assertThat(now(bulk).state()).isEqualTo(BulkState.ENDED);
    assertThatThrownBy(() -> ledger().one.bulk.resume(now(bulk), ASK))
        .hasMessage("It is not paused.");
    assertThatThrownBy(() -> ledger().one.bulk.start(now(bulk), ASK))
        .hasMessage("It was started already.");
    assertThatThrownBy(() -> ledger().one.bulk.end(now(bulk), ASK))
        .hasMessage("It has ended already.");
    assertThat(
            ledger()
                .one
                .audit
                .search(
                    new AuditSearch(null, null, bulk.id(), null, null, null, null, 99),
                    Visibility.ALL))
        .extracting(row -> row.action().word() + " " + row.outcome().word())
        .containsExactly(
            "bulk-end refused",
            "bulk-start refused",
            "bulk-resume refused",
            "bulk-end done",
            "bulk-pause done",
            "bulk-start done",
            "bulk-plan done");
  }

  @Test
  default void cancelsAtOnceAndRefusesToStartWithoutJobs() throws Exception {
    ledger().one.accept.accept(List.of(LedgerWorld.brief("a"), LedgerWorld.brief("b")));
    failed("c");
    BulkOrder bulk = started(request("a", OrderKind.CANCEL, "flow:" + FLOW, 0));

    assertThat(steps(bulk).state()).isEqualTo(BulkState.FINISHED);
    assertThat(now(bulk).progress().succeeded()).isEqualTo(2);
    BulkOrder none = planned(request("b", OrderKind.CANCEL, "flow:" + FLOW, 0));
    assertThat(none.plan().willNot()).isEqualTo(3);
    assertThatThrownBy(() -> ledger().one.bulk.start(none, ASK))
        .hasMessageContaining("nothing to do");
  }

  @Test
  default void releasesOnlyWhatCannotBePaidForTwice() throws Exception {
    Job unsent = ledger().submitting("unsent");
    ledger().one.progress.park(unsent, null, Cause.of(Trouble.TRANSIENT, "odd"), clock(), null);
    Job sent = ledger().submitting("sent");
    ledger().one.progress.recordRequest(sent, "{}");
    ledger().one.progress.park(sent, null, Cause.of(Trouble.UNKNOWN, "old"), clock(), clock());
    Job waits = ledger().submitting("waits");
    ledger()
        .one
        .progress
        .park(
            waits,
            Stage.SUBMIT,
            Cause.of(Trouble.CREDIT, "Too few credits on Monday."),
            clock().plusSeconds(900),
            null);

    BulkOrder bulk = started(request("a", OrderKind.RELEASE, "state:parked", 0));

    assertThat(bulk.plan().will()).isOne();
    assertThat(bulk.plan().most()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(bulk.plan().refused())
        .containsOnlyKeys(
            "It is unknown whether the job was paid for, so it is not released. Check at Rivya, then"
                + " replay or cancel it.",
            "The job is released automatically once its cause has ended.");
    steps(bulk);
    assertThat(ledger().state(unsent.id())).isEqualTo("accepted");
    assertThat(ledger().state(sent.id())).isEqualTo("parked");
    assertThat(keys(List.of(unsent, sent))).containsExactly(unsent.id(), sent.id());
  }

  @Test
  default void deliversAgainAndWaitsForItsDeliveries() throws Exception {
    ledger().sinks.declare(FLOW, "all", Sinks.On.ALL);
    Job job = failed("a");
    ledger().one.delivery.markDead(ledger().one.deliveries.claim(FLOW, "all", 1).get(0), REFUSED);
    BulkRequest request =
        new BulkRequest(
            "a", OrderKind.REDELIVER, Deliveries.DEAD, "deliveries:dead", "sink mended", 0, 20);
    BulkOrder bulk = started(request);

    assertThat(steps(bulk).progress().open()).isOne();
    ledger()
        .one
        .delivery
        .recordDelivered(ledger().one.deliveries.claim(FLOW, "all", 1).get(0), "here");

    assertThat(steps(bulk).state()).isEqualTo(BulkState.FINISHED);
    assertThat(now(bulk).progress().succeeded()).isOne();
    assertThat(ledger().state(job.id())).isEqualTo("failed");
  }

  @Test
  default void isDeletedAfterItsRetentionUnlessItRuns() throws Exception {
    failed(3);
    BulkOrder running = started(request("a", OrderKind.REPLAY, "state:failed", 0));
    planned(request("b", OrderKind.REPLAY, "state:failed", 0));
    ledger().clock.forward(Duration.ofDays(2));

    assertThat(ledger().one.forget.deleteBulkItems(clock())).isEqualTo(3);
    assertThat(ledger().one.forget.deleteBulkItems(clock())).isZero();
    ledger().one.forget.deleteBulkOrders(clock());

    assertThat(ledger().one.findBulk.newest(null, null, 9))
        .extracting(BulkOrder::id)
        .containsExactly(running.id());
  }
}
