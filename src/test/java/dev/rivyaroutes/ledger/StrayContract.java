package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.FindStrays.Taker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of jobs whose account, flow or sink the configuration no longer has. */
interface StrayContract extends OnLedger {

  String GONE = "gone";

  private Job resultOfAFlowThatIsGone() {
    NewJob brief =
        new NewJob(GONE, "a", "in/cat.txt", ACCOUNT, "nano", "a cat", "{}", null, List.of(), null);
    String id = ledger().one.accept.accept(List.of(brief)).get(0).jobId();
    Job job = ledger().claimed(ledger().one, Stage.SUBMIT, id);
    ledger().one.progress.submitted(job, "task", null, ledger().clock.instant());
    ledger().one.progress.finished(ledger().claimed(ledger().one, Stage.POLL, id), "{}", null);
    job = ledger().claimed(ledger().one, Stage.FETCH, id);
    assertThat(ledger().one.progress.fetched(job, List.of(RESULT))).isTrue();
    return job;
  }

  @Test
  default void keepsAResultUntilItsFlowIsBackAndDeliversItThenOnce() {
    String id = resultOfAFlowThatIsGone().id();

    assertThat(ledger().one.waiting.deliver()).isZero();
    assertThat(ledger().jdbc.queryForObject("select state from job", String.class))
        .isEqualTo("delivering");
    assertThat(ledger().jdbc.queryForObject("select cause from job", String.class))
        .contains("no file declares the flow gone", "Add routes/gone.camel.yaml");
    assertThat(ledger().one.strays.results()).isEqualTo(Map.of(GONE, 1L));
    Order order = new Order("ann", null);
    assertThatThrownBy(() -> ledger().one.orders.cancel(id, order)).hasMessageContaining("result");
    assertThatThrownBy(() -> ledger().one.orders.replay(id, order, null, sha256 -> true))
        .isInstanceOf(OrderRefused.class);

    ledger().sinks.declare(GONE, "files", Sinks.On.ALL);
    assertThat(ledger().one.waiting.deliver() + ledger().two.waiting.deliver()).isOne();

    Delivery delivery = ledger().two.deliveries.claim(GONE, "files", 9).get(0);
    assertThat(ledger().two.delivery.delivered(delivery, "there")).isTrue();
    assertThat(ledger().jdbc.queryForObject("select state from job", String.class))
        .isEqualTo("done");
    assertThat(ledger().jdbc.queryForObject("select cause from job", String.class)).isNull();
    assertThat(ledger().one.strays.results()).isEmpty();
  }

  @Test
  default void findsJobsOfAnAccountThatIsNotConfigured() {
    ledger().submitting("a");

    assertThat(ledger().one.strays.jobs(ACCOUNT::equals)).isEmpty();
    assertThat(ledger().one.strays.jobs("another"::equals)).isEqualTo(Map.of(ACCOUNT, 1L));
  }

  @Test
  default void findsDeliveriesForASinkThatIsGone() {
    ledger().sinks.declare(LedgerWorld.FLOW, "files", Sinks.On.ALL);
    ledger().one.progress.fetched(ledger().fetching("a"), List.of(RESULT));

    assertThat(ledger().one.strays.deliveries()).isEmpty();
    assertThat(new FindStrays(ledger().jdbc, new Sinks()).deliveries())
        .isEqualTo(Map.of(new Taker(LedgerWorld.FLOW, "files"), 1L));
  }
}
