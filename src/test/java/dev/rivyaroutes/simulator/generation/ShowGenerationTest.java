package dev.rivyaroutes.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShowGenerationTest {

  private final SettableClock clock = new SettableClock();
  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withCredits(100)
              .withKeys(
                  SimulatedKey.accepted("rvya_sk_a", "a"), SimulatedKey.accepted("rvya_sk_b", "b"))
              .withTiming(new Timing(Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ZERO))
              .withMedia(MediaShape.SMALL.withResults(3)));
  private final Caller caller = new Caller(rivya, "rvya_sk_a");

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void goesFromQueuedOverProcessingToSucceeded() throws Exception {
    String id = caller.created(Caller.IMAGE);
    assertThat(status(id)).isEqualTo("queued");

    clock.forward(Duration.ofMillis(999));
    assertThat(status(id)).isEqualTo("queued");
    clock.forward(Duration.ofMillis(1));
    assertThat(status(id)).isEqualTo("processing");
    clock.forward(Duration.ofMillis(2999));
    JsonNode processing = caller.status(id).json();
    assertThat(processing.path("status").asText()).isEqualTo("processing");
    assertThat(processing.path("result").isNull()).isTrue();
    clock.forward(Duration.ofMillis(1));

    JsonNode done = caller.status(id).json();
    assertThat(done.path("status").asText()).isEqualTo("succeeded");
    assertThat(done.path("final_credits").asInt()).isEqualTo(1);
    assertThat(done.path("updated_at").asText()).isEqualTo("2026-05-11T00:00:04.000Z");
    assertThat(done.path("result").path("urls")).hasSize(3);
    assertThat(done.path("result").path("primary_url"))
        .isEqualTo(done.path("result").path("urls").get(0));
    assertThat(done.path("error").isNull()).isTrue();
  }

  @Test
  void takesTheTimeOfItsCategory() throws Exception {
    String video = caller.created("{\"model\":\"kling-2-6\",\"prompt\":\"x\"}");
    String sound = caller.created("{\"model\":\"elevenlabs-sound-effect-v2\",\"prompt\":\"x\"}");

    assertThat(status(sound)).isEqualTo("succeeded");
    clock.forward(Duration.ofMillis(19_999));
    assertThat(status(video)).isEqualTo("processing");
    clock.forward(Duration.ofMillis(1));
    assertThat(status(video)).isEqualTo("succeeded");
  }

  @Test
  void givesTheCreditsOfAFailedTaskBackAtItsEnd() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK));
    String id = caller.created("{\"model\":\"kling-2-6\",\"prompt\":\"x\"}");
    assertThat(credits()).isEqualTo(45);

    clock.forward(Duration.ofSeconds(20));

    JsonNode failed = caller.status(id).json();
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("reserved_credits").asInt()).isEqualTo(55);
    assertThat(failed.path("final_credits").asInt()).isZero();
    assertThat(failed.path("result").isNull()).isTrue();
    assertThat(failed.path("error").path("code").asText()).isEqualTo("generation_failed");
    assertThat(failed.path("error").path("message").asText()).isEqualTo("The generation failed.");
    assertThat(credits()).isEqualTo(100);
  }

  @Test
  void settlesAMeteredTaskAtItsEnd() throws Exception {
    String id = caller.created("{\"model\":\"elevenlabs-sound-effect-v2\",\"prompt\":\"x\"}");

    JsonNode done = caller.status(id).json();
    assertThat(done.path("reserved_credits").asInt()).isEqualTo(3);
    assertThat(done.path("final_credits").asInt()).isEqualTo(2);
    assertThat(credits()).isEqualTo(98);
  }

  @Test
  void leavesAStuckTaskProcessing() throws Exception {
    rivya.trouble().add(Trouble.always(Operation.CREATE, TroubleKind.STUCK_TASK).withMatch("boat"));
    String stuck = caller.created(Caller.IMAGE);
    String other = caller.created("{\"model\":\"z-image\",\"prompt\":\"A tree\"}");

    clock.forward(Duration.ofDays(30));

    assertThat(status(stuck)).isEqualTo("processing");
    assertThat(status(other)).isEqualTo("succeeded");
  }

  @Test
  void findsNoIdsOfOthers() throws Exception {
    String id = caller.created(Caller.IMAGE);

    Caller.Answer foreign = new Caller(rivya, "rvya_sk_b").status(id);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.code()).isEqualTo("not_found");
    assertThat(caller.status("task_unknown").code()).isEqualTo("not_found");
  }

  private String status(String id) throws Exception {
    return caller.status(id).json().path("status").asText();
  }

  private int credits() throws Exception {
    return caller.send(caller.api("/credits")).json().path("current_credits").asInt();
  }
}
