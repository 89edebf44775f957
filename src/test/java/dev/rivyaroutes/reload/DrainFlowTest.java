package dev.rivyaroutes.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.brief.flow.HeldFlows;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a flow is at rest: a source that begins work all the time, and calls at its door. */
class DrainFlowTest {

  private static final Set<String> FLOWS = Set.of("posters");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-05-11T00:00:00Z"));
  private final CamelContext camel = new DefaultCamelContext();
  private final HeldFlows held = new HeldFlows();
  private final Semaphore work = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();
  private DrainFlow drain;

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("timer:posters?period=1&delay=0")
                .routeId("posters")
                .process(
                    exchange -> {
                      begun.incrementAndGet();
                      work.acquire();
                    });
          }
        });
    camel.start();
    DrainRoutes routes =
        new DrainRoutes(camel, new LoadedRoutes(List.of("posters"), List.of(), List.of()));
    ReloadProperties settings = new ReloadProperties(Duration.ofMinutes(1), Duration.ofMinutes(15));
    drain = new DrainFlow("posters.camel.yaml", routes, held, FLOWS, settings, clock);
    await().until(() -> begun.get() > 0);
  }

  @AfterEach
  void stop() {
    work.release(1_000_000);
    camel.stop();
  }

  private boolean isOpen() throws InterruptedException {
    boolean entered = held.enter("posters", Duration.ZERO);
    if (entered) {
      held.leave("posters");
    }
    return entered;
  }

  @Test
  void isAtRestInAQuietMoment() throws Exception {
    work.release(1_000_000);

    assertThat(drain.isAtRest()).isTrue();
    assertThat(isOpen()).isFalse();
    int before = begun.get();
    drain.cancel();
    assertThat(isOpen()).isTrue();
    await().until(() -> begun.get() > before);
  }

  @Test
  void letsTheFlowGoOnWhereNoMomentIsQuiet() throws Exception {
    assertThat(drain.isAtRest()).isFalse();

    assertThat(isOpen()).isTrue();
    int before = begun.get();
    work.release();
    await().until(() -> begun.get() > before);
    assertThat(drain.isAtRest()).as("before the next attempt is due").isFalse();
  }

  @Test
  void endsWhatIsUnderWayAndBeginsNothingMoreOnceItHasBeenPatient() throws Exception {
    held.enter("posters", Duration.ZERO);
    clock.forward(Duration.ofMinutes(1));

    assertThat(drain.isAtRest()).isFalse();
    assertThat(isOpen()).as("calls go on until the source has ended").isTrue();
    int before = begun.get();
    work.release(1_000_000);
    await().until(() -> camel.getInflightRepository().size() == 0);
    assertThat(drain.isAtRest()).as("a call is under way").isFalse();
    assertThat(isOpen()).isFalse();
    assertThat(begun).hasValue(before);

    held.leave("posters");
    assertThat(drain.isAtRest()).isTrue();
  }

  @Test
  void waitsForNothingLongerThanTheSettingsAllow() throws Exception {
    clock.forward(Duration.ofMinutes(15));
    assertThat(drain.isAtRest()).isFalse();

    clock.forward(Duration.ofMinutes(1));

    assertThat(drain.isAtRest()).isTrue();
    assertThat(isOpen()).isFalse();
  }
}
