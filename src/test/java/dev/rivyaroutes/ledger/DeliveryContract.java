package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.util.List;
import org.junit.jupiter.api.Test;

public interface DeliveryContract extends OnLedger {

  private Delivery claimed(Replica replica, String sink) {
    return replica.deliveries.claim(FLOW, sink, 1).get(0);
  }

  private Delivery claimed(String sink, Job job) {
    return ledger().one.deliveries.claim(FLOW, sink, 1_000).stream()
        .filter(delivery -> delivery.job().id().equals(job.id()))
        .findFirst()
        .orElseThrow();
  }

  private Job delivering(String sourceId) {
    Job job = ledger().fetching(sourceId);
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    return job;
  }

  @Test
  default void endsTheJobOnceWhenTwoSinksFinishAtOnce() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "b", Sinks.On.ALL);
    for (int round = 0; round < 20; round++) {
      Job job = delivering("round-" + round);
      Delivery a = claimed(ledger().one, "a");
      Delivery b = claimed(ledger().two, "b");
      assertThat(ledger().state(job.id())).isEqualTo("delivering");

      List<Boolean> written =
          LedgerWorld.atOnce(
              List.of(
                  () -> ledger().one.delivery.recordDelivered(a, "here"),
                  () -> ledger().two.delivery.recordDelivered(b, null)));

      assertThat(written).containsExactly(true, true);
      assertThat(ledger().row(job.id()))
          .containsEntry("state", "done")
          .containsEntry("open_deliveries", 0);
    }
  }

  @Test
  default void countsNoDeliveryWhoseOutcomeAnOutageOfTheDatabaseSwallowed() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    Job job = delivering("outage");
    Interrupted database = new Interrupted(ledger().database);
    try (Replica three = new Replica("three", database, ledger().sinks, ledger().clock)) {
      for (int outage = 0; outage < 2 * Replica.MAX_CLAIMS; outage++) {
        Delivery delivery = claimed(three, "a");
        database.away = true;
        assertThatThrownBy(() -> three.delivery.recordDelivered(delivery, "here"))
            .isInstanceOf(LedgerUnavailable.class);
        ledger().leaseEnds();
        database.away = false;
        three.leases.renew();
      }
    }
    assertThat(ledger().one.delivery.recordDelivered(claimed("a", job), "here")).isTrue();
    assertThat(ledger().state(job.id())).isEqualTo("done");
  }

  @Test
  default void recordsADeliveryWhateverItsPlaceIsCalled() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    for (String place :
        List.of(
            "x".repeat(10_000), "nul \u0000", "half \ud83d", "y".repeat(3_999) + "\ud83d\ude00")) {
      Job job = delivering("place-" + place.length());

      assertThat(ledger().one.delivery.recordDelivered(claimed("a", job), place)).isTrue();

      assertThat(ledger().state(job.id())).isEqualTo("done");
    }
  }

  @Test
  default void countsOpenDeliveriesWhenAnOrderAndADeliveryAreCommittedTogether() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "b", Sinks.On.ALL);
    OrderJobs orders = ledger().one.orders;
    for (int round = 0; round < 20; round++) {
      Job job = delivering("together-" + round);
      ledger().one.delivery.recordDelivered(claimed("a", job), "here");
      Delivery b = claimed("b", job);

      LedgerWorld.atOnce(
          List.of(
              () -> ledger().one.delivery.recordDelivered(b, "there"),
              () ->
                  orders.replay(
                      job.id(), new Order("ops", null), OrderJobs.Deliveries.ALL, k -> true)));

      assertThat(ledger().row(job.id()).get("open_deliveries"))
          .isEqualTo(
              ledger()
                  .jdbc
                  .queryForObject(
                      "select count(*) from delivery where job_id = ? and state = 'pending'",
                      Integer.class,
                      job.id()));
    }
  }

  @Test
  default void givesADeliveryToOneClaimerWithItsFiles() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    delivering("x");
    assertThat(claimed(ledger().one, "a").job().content().files()).containsExactly(RESULT);
    assertThat(ledger().two.deliveries.claim(FLOW, "a", 9)).isEmpty();
  }

  @Test
  default void setsADeliveryAsideThatEndsTheProgramAndNotItsNeighbour() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    String poison = delivering("x").id();
    String neighbour = delivering("y").id();
    for (int claim = 1; claim < Replica.MAX_CLAIMS; claim++) {
      assertThat(ledger().one.deliveries.claim(FLOW, "a", 9)).hasSize(2);
      ledger().leaseEnds();
    }

    assertThat(ledger().two.deliveries.claim(FLOW, "a", 9))
        .singleElement()
        .satisfies(last -> assertThat(last.job().id()).isEqualTo(poison));
    ledger().leaseEnds();

    Delivery goesOn = ledger().one.deliveries.claim(FLOW, "a", 9).get(0);
    assertThat(goesOn.job().id()).isEqualTo(neighbour);
    assertThat(ledger().one.delivery.recordDelivered(goesOn, "here")).isTrue();
    assertThat(ledger().timeline(poison)).endsWith("dead");
    assertThat(ledger().state(poison)).isEqualTo("delivering");
    assertThat(
            ledger()
                .jdbc
                .queryForObject(
                    "select cause from delivery where job_id = ?", String.class, poison))
        .contains("crashed 3 times while it delivered to a");
  }

  @Test
  default void refusesTheOutcomeOfAnOldDeliverer() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    delivering("x");
    Delivery old = claimed(ledger().one, "a");
    ledger().leaseEnds();
    Delivery next = claimed(ledger().two, "a");
    List<Object> before = ledger().everything();
    Cause late = Cause.of(Trouble.TRANSIENT, "late");

    assertThat(ledger().one.delivery.recordDelivered(old, "there")).isFalse();
    assertThat(ledger().one.delivery.scheduleRetry(old, late, LedgerWorld.START)).isFalse();
    assertThat(ledger().one.delivery.markDead(old, late)).isFalse();
    assertThat(ledger().everything()).isEqualTo(before);
    assertThat(next.id()).isEqualTo(old.id());
    assertThat(old.repeated()).isFalse();
    assertThat(next.repeated()).as("the first claim may have had its effect").isTrue();
    assertThat(ledger().two.delivery.recordDelivered(next, "here")).isTrue();
  }

  @Test
  default void triesADeliveryAgainWhenItIsDueAndADeadOneNoMore() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    Job job = delivering("x");
    Cause cause = Cause.of(Trouble.TRANSIENT, "503");
    var due = ledger().clock.instant().plusSeconds(5);
    ledger().one.delivery.scheduleRetry(claimed(ledger().one, "a"), cause, due);

    assertThat(ledger().one.deliveries.claim(FLOW, "a", 9)).isEmpty();
    assertThat(ledger().one.deliveries.nextDue(FLOW, "a")).contains(due);
    assertThat(ledger().one.deliveries.hasDue(FLOW, "a")).isFalse();
    assertThat(ledger().one.busyQueues().hasDeliveries(FLOW, "a")).isTrue();
    assertThat(ledger().one.busyQueues().hasDeliveries(FLOW, "b")).isFalse();
    ledger().leaseEnds();
    assertThat(ledger().one.deliveries.hasDue(FLOW, "a")).isTrue();
    assertThat(ledger().one.deliveries.hasDue(FLOW, "b")).isFalse();
    Delivery again = claimed(ledger().two, "a");
    assertThat(again.attempts()).isOne();
    assertThat(again.repeated()).isTrue();
    ledger().two.delivery.markDead(again, cause);
    ledger().leaseEnds();
    assertThat(ledger().one.deliveries.hasDue(FLOW, "a")).isFalse();
    assertThat(ledger().one.deliveries.claim(FLOW, "a", 9)).isEmpty();
    assertThat(ledger().state(job.id())).isEqualTo("delivering");
    assertThat(ledger().timeline(job.id())).endsWith("pending", "dead");
  }
}
