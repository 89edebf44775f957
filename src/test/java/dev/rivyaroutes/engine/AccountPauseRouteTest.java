package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.AccountPaused;
import dev.rivyaroutes.account.PauseAccounts;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.generation.Timing;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A refused key or too few credits pause one account; it goes on by itself once that is mended. */
class AccountPauseRouteTest extends EngineRouteTestBase {

  @Autowired AccountGate gate;
  @Autowired PauseAccounts pauses;
  @Autowired AccountOrders accountOrders;

  @AfterEach
  void restoreTheAccounts() throws Exception {
    setKey("locked", key("locked"));
    RIVYA.wallets().set("poor", 1_000_000);
    RIVYA.timing(Timing.AT_ONCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid", "revoked", "expired", "scope", "empty", "missing"})
  void pausesForARefusedKeyAndGoesOnWhenTheKeyFileChanges(String how) throws Exception {
    breakKey(how);
    List<String> ids =
        IntStream.range(0, 4).mapToObj(i -> accept("locked", "A locked house " + i)).toList();
    ids.forEach(id -> until(id, details -> parkedFor(details, Trouble.AUTH)));
    assertThat(accountRows.pause("locked")).isPresent();

    until(accept("main", "A house of another account"), "done");
    assertThat(ids).allMatch(id -> parkedFor(job(id), Trouble.AUTH));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).isEmpty());
    assertThat(job(ids.get(0)).job().cause().text())
        .contains("rivya.accounts.locked.api-key-file (");

    setKey("locked", key("locked"));

    ids.forEach(id -> until(id, "done"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
    assertThat(accountRows.pause("locked")).isEmpty();
  }

  private static void breakKey(String how) throws Exception {
    String bad = "rvya_sk_bad_" + how + "_0123456789";
    SimulatedKey known = SimulatedKey.accepted(bad, "locked");
    switch (how) {
      case "revoked" -> RIVYA.keys().put(known.withState(SimulatedKey.State.REVOKED));
      case "expired" -> RIVYA.keys().put(known.withState(SimulatedKey.State.EXPIRED));
      case "scope" -> RIVYA.keys().put(known.withScopes(Set.of("generations:read")));
      default -> {}
    }
    if (how.equals("missing")) {
      Files.delete(FOLDER.resolve("locked.key"));
    } else {
      setKey("locked", how.equals("empty") ? "" : bad);
    }
  }

  @Test
  void pausesForARefusedKeyWhileWaitingAndGoesOnWithTheSameTask() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String id = accept("locked", "A house that is under way");
    until(id, "waiting");
    setKey("locked", "rvya_sk_wrong_0123456789");
    until(id, details -> parkedFor(details, Trouble.AUTH));

    CLOCK.forward(Duration.ofMinutes(59));
    setKey("locked", key("locked"));
    until(id, "waiting");
    asTimeGoesOn(() -> assertThat(job(id).job().state()).isEqualTo("done"));
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void keepsThePauseOfAMissingScopeWhileOtherCallsGoThrough() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String under = accept("locked", "A house that is paid for");
    until(under, "waiting");
    scopes("generations:create", "generations:read");
    String id = accept("locked", inline("A house with a photo", TestImages.png(606)));
    until(id, details -> parkedFor(details, Trouble.AUTH));
    AccountRows.Pause pause = accountRows.pause("locked").orElseThrow();

    CLOCK.forward(Duration.ofMinutes(61));
    asTimeGoesOn(() -> assertThat(job(under).job().state()).isEqualTo("done"));
    eventually(
        () -> {
          AccountRows.Pause later = accountRows.pause("locked").orElseThrow();
          assertThat(later.since()).isEqualTo(pause.since());
          assertThat(later.pauses()).isGreaterThan(pause.pauses());
        });

    RIVYA.timing(Timing.AT_ONCE);
    setKey("locked", key("locked"));
    until(id, "done");
    assertThat(paid(id)).hasSize(1);
    assertThat(accountRows.pause("locked")).isEmpty();
  }

  @Test
  void paysForNothingThatTheKeyCannotRead() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String under = accept("locked", "A house that is paid for but cannot be seen");
    until(under, "waiting");
    scopes("generations:create", "files:create");
    until(under, details -> parkedFor(details, Trouble.AUTH));
    RIVYA.timing(Timing.AT_ONCE);
    List<String> ids =
        IntStream.range(0, 4).mapToObj(i -> accept("locked", "An unseen house " + i)).toList();

    for (int i = 1; i <= 4; i++) {
      int pauses = i;
      eventually(
          () ->
              assertThat(accountRows.pause("locked").orElseThrow().pauses()).isGreaterThan(pauses));
      CLOCK.forward(Duration.ofMinutes(5));
    }
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).isEmpty());

    setKey("locked", key("locked"));
    CLOCK.forward(Duration.ofMinutes(61));
    asTimeGoesOn(() -> assertThat(job(under).job().state()).isEqualTo("done"));
    ids.forEach(id -> until(id, "done"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
  }

  private static void scopes(String... scopes) throws Exception {
    String bad = "rvya_sk_of_scopes_" + String.join("", scopes).hashCode();
    RIVYA.keys().put(SimulatedKey.accepted(bad, "locked").withScopes(Set.of(scopes)));
    setKey("locked", bad);
  }

  @Test
  void pausesForTooFewCreditsAndGoesOnWhenThereAreMore() {
    RIVYA.timing(Timing.all(Duration.ofSeconds(2)));
    String under = accept("poor", "A house that is paid for");
    until(under, "waiting");
    RIVYA.wallets().set("poor", 0);
    List<String> ids =
        IntStream.range(0, 4).mapToObj(i -> accept("poor", "A poor house " + i)).toList();
    ids.forEach(id -> until(id, details -> parkedFor(details, Trouble.CREDIT)));
    assertThat(job(ids.get(0)).job().cause().text()).contains("Add credits at Rivya");
    assertThat(accountRows.pause("poor").orElseThrow().cause().code())
        .isEqualTo("insufficient_credits");

    // What is paid for already comes home during the pause, and other accounts go on.
    CLOCK.forward(Duration.ofSeconds(3));
    until(under, "done");
    until(accept("main", "A house of a richer account"), "done");
    assertThat(ids).allMatch(id -> parkedFor(job(id), Trouble.CREDIT));

    RIVYA.timing(Timing.AT_ONCE);
    RIVYA.wallets().set("poor", 1_000);

    ids.forEach(id -> until(id, "done"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
    assertThat(accountRows.pause("poor")).isEmpty();
  }

  @Test
  void paysForNothingWhileAPersonHasPausedTheAccountAndGoesOnOnceItIsResumed() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofSeconds(2)));
    String under = accept("poor", "A house that is paid for before the pause");
    until(under, "waiting");

    pauses.pause("poor", new Order("ops", "price talks"));

    List<String> ids =
        IntStream.range(0, 3).mapToObj(i -> accept("poor", "A house of a pause " + i)).toList();
    ids.forEach(id -> until(id, details -> parkedFor(details, Trouble.ORDER)));
    assertThat(job(ids.get(0)).job().cause().code()).isEqualTo("account_paused");
    assertThat(job(ids.get(0)).job().cause().text())
        .isEqualTo(
            "Account poor was paused by ops (price talks). The job is sent once the account is resumed.");
    CLOCK.forward(Duration.ofSeconds(3));
    until(under, "done");
    until(accept("main", "A house of an account that is not paused"), "done");
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).isEmpty());
    assertThatThrownBy(() -> pauses.pause("poor", new Order("ops", "again")))
        .isInstanceOf(OrderRefused.class)
        .hasMessage("Account poor is paused by an order already.");

    RIVYA.timing(Timing.AT_ONCE);
    pauses.resume("poor", new Order("ops", "agreed"));

    ids.forEach(id -> until(id, "done"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
    assertThatThrownBy(() -> pauses.resume("poor", new Order("ops", null)))
        .isInstanceOf(OrderRefused.class)
        .hasMessage("Account poor is not paused by an order.");
  }

  /** The process dies after the order to resume, before it has released the jobs. */
  @Test
  void releasesTheJobsOfAResumedAccountEveryMinute() throws Exception {
    pauses.pause("poor", new Order("ops", null));
    String id = accept("poor", "A house of a pause that ends by half");
    until(id, details -> parkedFor(details, Trouble.ORDER));
    Order order = new Order("ops", null);
    accountOrders.resume("poor", order.done(Action.RESUME_ACCOUNT, "poor", "", CLOCK.instant()));

    Route release = camel.getRoute("release-parked");
    Exchange minute = release.getEndpoint().createExchange();
    release.getProcessor().process(minute);

    assertThat(minute.getException()).isNull();
    until(id, "done");
  }

  /** Uploads may take minutes between the first check and the create call. */
  @Test
  void refusesAPaidCallOfAPausedAccountAtTheLastMoment() throws Exception {
    pauses.pause("mute", new Order("ops", null));
    try {
      Exchange paid = call("rivya-generation-create-action");
      Exchange free = call("rivya-credits-action");

      assertThat(FailureChain.find(paid.getException(), AccountPaused.class))
          .hasMessage("Account mute was paused by ops.");
      assertThat(free.getException()).isNull();
    } finally {
      pauses.resume("mute", new Order("ops", null));
    }
  }

  private Exchange call(String kamelet) {
    return producer.request(
        "kamelet:" + kamelet + "?account=mute",
        exchange -> exchange.getMessage().setBody("{\"model\": \"z-image\"}"));
  }

  @Test
  void countsRefusalsAtTheSameMomentAsOnePause() throws Exception {
    Cause cause = new Cause(Trouble.AUTH, "api_key_revoked", "The key was revoked.", null);
    pauseAtOnce(8, cause);
    AccountRows.Pause first = accountRows.pause("mute").orElseThrow();
    assertThat(first.pauses()).isEqualTo(1);

    CLOCK.forward(Duration.ofSeconds(1));
    pauseAtOnce(8, cause);
    AccountRows.Pause second = accountRows.pause("mute").orElseThrow();
    assertThat(second.pauses()).isEqualTo(2);
    assertThat(second.since()).isEqualTo(first.since());

    gate.recordSuccess("mute", CallKind.CREATE);
    assertThat(accountRows.pause("mute")).isEmpty();
  }

  private void pauseAtOnce(int threads, Cause cause) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(() -> gate.pause("mute", cause, CallKind.CREATE)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static boolean parkedFor(JobDetails details, Trouble trouble) {
    return details.job().state().equals("parked") && details.job().cause().trouble() == trouble;
  }
}
