package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** When the loops of the program count as ended. */
class HeartbeatsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Heartbeats hearts = new Heartbeats(nanos::get);

  private Health liveness() {
    return new LedgerHealthConfiguration().loopsHealthContributor(hearts).health();
  }

  @Test
  void isDownWhileALoopHangs() {
    Heartbeats.Loop slow = hearts.register("slow", Duration.ofMinutes(2));
    hearts.register("never begun", Duration.ofMinutes(5));
    slow.beat();
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(liveness().getStatus()).isEqualTo(Status.UP);

    nanos.incrementAndGet();
    assertThat(liveness().getStatus()).isEqualTo(Status.DOWN);
    assertThat(liveness().getDetails().toString()).contains("slow").doesNotContain("never");

    slow.beat();
    assertThat(liveness().getStatus()).isEqualTo(Status.UP);
    nanos.addAndGet(Duration.ofMinutes(4).toNanos());
    assertThat(hearts.stalled()).containsExactly("never begun", "slow");
  }

  @Test
  void isDownOnceTheThreadOfALoopHasEnded() throws Exception {
    Heartbeats.Loop heart = hearts.register("dead", Duration.ofMinutes(2));
    Thread loop = new Thread(heart::beat);
    loop.start();
    loop.join();
    assertThat(liveness().getStatus()).isEqualTo(Status.DOWN);

    heart.close();
    assertThat(liveness().getStatus()).isEqualTo(Status.UP);
  }
}
