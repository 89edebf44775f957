package dev.rivyaroutes.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.flowtest.world.MovableClock;
import dev.rivyaroutes.ledger.Replica;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** One rate an account over two replicas, and the patience that Rivya asks for. */
class RateLimiterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MovableClock clock = new MovableClock();
  private final Replica ledger = Replica.alone(clock);
  private RateLimiter one;
  private RateLimiter two;

  @BeforeEach
  void open() {
    ledger.accounts.register("slow");
    ledger.accounts.register("fast");
    one = replica();
    two = replica();
  }

  private RateLimiter replica() {
    Map<String, String> keys =
        Map.of("rivya.accounts.slow.rate", "1/s", "rivya.accounts.fast.rate", "1000/s");
    AccountProperties properties =
        new Binder(new MapConfigurationPropertySource(keys))
            .bind("rivya", AccountProperties.class)
            .get();
    return new RateLimiter(
        new Accounts(properties), ledger.accounts, clock, new SimpleMeterRegistry());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void delaysTheCallersOfEveryReplica() {
    Instant before = clock.instant();
    one.backOff("slow", MINUTE);
    for (RateLimiter replica : List.of(one, two)) {
      assertThatThrownBy(() -> replica.take("slow"))
          .isInstanceOfSatisfying(
              AccountThrottled.class,
              held -> assertThat(held.until()).isAfterOrEqualTo(before.plus(MINUTE)))
          .hasMessageContaining("as Rivya asked");
      assertThat(replica.backOffUntil("slow")).isAfterOrEqualTo(before.plus(MINUTE));
    }
  }

  @Test
  void delaysACallerThatWaitsForItsSlotAlready() throws Exception {
    one.take("slow");
    CompletableFuture<Exception> end = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                one.take("slow");
                end.complete(null);
              } catch (Exception e) {
                end.complete(e);
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING || end.isDone());

    one.backOff("slow", MINUTE);

    assertThat(end.get()).isInstanceOf(AccountThrottled.class);
  }

  @Test
  void leavesOldSlotsAloneSinceAnotherReplicaMayHaveBeenAskedToWait() throws Exception {
    two.take("fast");
    clock.forward(Duration.ofSeconds(1));
    one.backOff("fast", MINUTE);
    assertThatThrownBy(() -> two.take("fast")).isInstanceOf(AccountThrottled.class);
  }

  @Test
  void callsOneAfterTheOtherOnceTheTimeIsOverHoweverManyHaveTried() throws Exception {
    one.backOff("slow", MINUTE);
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> two.take("slow")).isInstanceOf(AccountThrottled.class);
    }
    clock.forward(MINUTE);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Instant>> calls = new ArrayList<>();
      for (RateLimiter replica : List.of(one, two, one, two)) {
        calls.add(
            callers.submit(
                () -> {
                  replica.take("slow");
                  return clock.instant();
                }));
      }
      List<Instant> times = new ArrayList<>();
      for (Future<Instant> call : calls) {
        times.add(call.get());
      }
      times.sort(null);
      assertThat(Duration.between(times.get(0), times.get(3)))
          .isGreaterThan(Duration.ofMillis(2_500));
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void asksACallerWhoseSlotIsFarToRetryThenAndGivesItToThatCaller() throws Exception {
    ledger.accounts.claimSlots("slow", Duration.ofSeconds(1), 30, Instant.MAX);
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> one.take("slow"))
          .isInstanceOf(AccountThrottled.class)
          .hasMessageContaining("rivya.accounts.slow.rate");
    }
    assertThat(one.backOffUntil("slow")).as("nothing is held").isBefore(clock.instant());
    clock.forward(Duration.ofSeconds(30));
    one.take("slow");
  }
}
