package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.ProgramProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job during which the program dies each time. Rivya takes the creates and keeps silent, and the
 * program is killed while it waits; in the last of its lives only the oldest job is at work.
 */
class PoisonIT {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int JOBS = 6;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
  private final CrashBrief poison = brief(1);
  private final List<CrashBrief> others =
      IntStream.rangeClosed(2, JOBS).mapToObj(PoisonIT::brief).toList();
  private CrashHouse house;

  /** Only briefs over HTTP, so that their order is known. */
  private static CrashBrief brief(int number) {
    return CrashBrief.image(2 * number);
  }

  @AfterEach
  void closeRivya() {
    rivya.close();
  }

  @Test
  void setsTheJobAsideAfterThreeDeathsAndTakesNoOtherWithIt() throws Exception {
    CrashDatabase database = CrashDatabase.embedded(folder);
    house = new CrashHouse(folder.resolve("house"), rivya.baseUri(), database);
    rivya.trouble().add(Trouble.always(Operation.CREATE, TroubleKind.SILENCE_AFTER));
    dieOnce(1, this::handInThePoisonFirst, () -> rivya.generations().count() == JOBS);
    dieOnce(2, () -> {}, () -> rivya.counters().replays() >= JOBS);
    dieOnce(3, () -> {}, () -> rivya.counters().replays() > JOBS);
    rivya.trouble().clear();

    liveOn(4);

    assertThat(rivya.generations().all())
        .as("each paid once")
        .extracting(PaidGeneration::prompt)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, JOBS)
                .mapToObj(PoisonIT::brief)
                .map(CrashBrief::prompt)
                .toList());
    CrashDatabase.Row first = database.jobs().get(0);
    assertThat(first.prompt()).isEqualTo(poison.prompt());
    assertThat(first.state()).isEqualTo("parked");
    assertThat(first.code()).isEqualTo("poison");
    assertThat(first.cause())
        .contains("crashed 3 times while processing this job")
        .contains("Replay it to try again, or cancel it.");
    assertThat(database.jobs().subList(1, JOBS))
        .extracting(CrashDatabase.Row::state)
        .containsOnly("done");
  }

  private void handInThePoisonFirst() {
    try (GoodClient client = house.client()) {
      client.send(poison);
      await("the poison's answer").atMost(LIMIT).until(client::hasAllAnswers);
      others.forEach(client::send);
      await("the others' answers").atMost(LIMIT).until(client::hasAllAnswers);
    }
  }

  private void dieOnce(int life, Runnable deed, Callable<Boolean> death) throws Exception {
    try (ProgramProcess program = start(life)) {
      program.awaitStarted();
      deed.run();
      await("death " + life + ", see " + house.log(life))
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(death);
      program.kill();
    }
  }

  private void liveOn(int life) throws Exception {
    try (ProgramProcess program = start(life)) {
      program.awaitStarted();
      await("the results of all others, see " + house.log(life))
          .atMost(LIMIT)
          .until(
              () ->
                  CrashHouse.files(house.out())
                      .containsAll(others.stream().map(CrashBrief::sidecarName).toList()));
      assertThat(program.stop(LIMIT)).as("stops in an orderly way").isTrue();
    }
  }

  private ProgramProcess start(int life) throws Exception {
    return house.start(
        PackagedProgram.command(),
        life,
        "--rivya.ledger.max-claims=3",
        "--rivya.calls.response-timeout=60s",
        // The search for secrets reads these logs: at DEBUG they tell none either.
        "--logging.level.root=DEBUG");
  }
}
