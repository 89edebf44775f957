package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.crash.CrashDatabase.Bulk;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.testing.ProgramProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders over {@code kill -9} of the packaged program, and between two of it on one PostgreSQL: a
 * bulk order whose first jobs are tried and that stops at its failure rate, the switch of a flow,
 * and the pause of an account.
 */
class OrdersCrashIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int JOBS = 24;
  private static final int FIRST = 3;

  /** Longer than the program needs to start again. */
  private static final Duration LONG_TASK = Duration.ofSeconds(12);

  private static final String BULK =
      "{\"name\":\"again\",\"order\":\"replay\",\"q\":\"state:failed\",\"first\":%d,"
          + "\"stop_above\":20,\"reason\":\"Rivya takes them now\"}";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private SimulatedRivya rivya;
  private EmbeddedPostgres postgres;
  private CrashDatabase database;
  private CrashHouse one;
  private CrashHouse two;

  @BeforeEach
  void open() throws Exception {
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withTiming(Timing.all(Duration.ofMillis(300))));
    postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start();
    database =
        new CrashDatabase(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    one = new CrashHouse(folder.resolve("one"), rivya.baseUri(), database);
    two = new CrashHouse(folder.resolve("two"), rivya.baseUri(), database);
  }

  @AfterEach
  void close() throws Exception {
    postgres.close();
    rivya.close();
  }

  @Test
  void obeysOrdersAfterKillsAndThoseOfTheOtherProcess() throws Exception {
    killWhileTheFirstAreTried();
    killAtTheStop();
    try (ProgramProcess first = one.start(PackagedProgram.command(), 3);
        ProgramProcess second = two.start(PackagedProgram.command(), 1)) {
      first.awaitStarted();
      second.awaitStarted();
      holdTheStop();
      obeyTheOrdersOfTheOther(first);
      assertThat(second.stop(LIMIT)).as("stops in an orderly way").isTrue();
    }
  }

  private void killWhileTheFirstAreTried() throws Exception {
    CrashHouse.refuseAll(rivya);
    try (ProgramProcess process = one.start(PackagedProgram.command(), 1);
        GoodClient client = one.client()) {
      process.awaitStarted();
      IntStream.rangeClosed(1, JOBS)
          .mapToObj(number -> CrashBrief.image(2 * number))
          .forEach(client::send);
      until("all have failed", () -> database.jobs("state = 'failed'") == JOBS);
      OperatorCalls calls = new OperatorCalls(one);
      String bulk =
          "/api/bulk-orders/"
              + calls.call("POST", "/api/bulk-orders", BULK.formatted(FIRST)).path("id").asText();
      until(
          "the plan", () -> calls.call("GET", bulk, null).path("state").asText().equals("planned"));
      rivya.trouble().clear();
      rivya.timing(Timing.all(LONG_TASK));
      calls.call("POST", bulk + "/start", "{}");
      until("the first are at Rivya", () -> database.jobs("state = 'waiting'") == FIRST);
      process.kill();
    }
    assertThat(database.replays()).hasSize(FIRST);
  }

  /** The first succeed, and then Rivya refuses the others. */
  private void killAtTheStop() throws Exception {
    CrashHouse.refuseAll(rivya);
    try (ProgramProcess process = one.start(PackagedProgram.command(), 2)) {
      process.awaitStarted();
      int ordered = database.replays().size();
      if (database.bulkItems("succeeded") == 0) {
        assertThat(ordered).as("no others, while the first are tried").isEqualTo(FIRST);
      }
      until(
          "so many fail that it stops",
          () ->
              database.bulkItems("succeeded") + database.bulkItems("failed") >= 10
                  || !database.bulkOrder("again").state().equals("running"));
      process.kill();
    }
  }

  private void holdTheStop() throws Exception {
    until("the stop", () -> database.bulkOrder("again").state().equals("paused"));
    until("no job is open", () -> database.bulkOrder("again").open() == 0);
    Bulk stopped = database.bulkOrder("again");
    assertThat(stopped.cause()).startsWith("Paused, because ").contains("which is more than 20 %");
    assertThat(stopped.succeeded()).isEqualTo(FIRST);
    assertThat(stopped.failed()).isBetween(7L, 7L + 4);
    assertThat(stopped.waiting()).isEqualTo(JOBS - stopped.succeeded() - stopped.failed());
    assertThat(database.bulkItems("waiting")).isEqualTo(stopped.waiting());
    assertThat(database.bulkItems("failed")).isEqualTo(stopped.failed());
    assertThat(database.bulkItems("succeeded")).isEqualTo(FIRST);

    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> database.replays().size() == stopped.succeeded() + stopped.failed());
    assertThat(database.replays().values()).as("none twice").containsOnly(1);
    assertThat(rivya.generations().count()).as("paid once each").isEqualTo(FIRST);
    rivya.trouble().clear();
  }

  private void obeyTheOrdersOfTheOther(ProgramProcess first) throws Exception {
    OperatorCalls ofOne = new OperatorCalls(one);
    OperatorCalls ofTwo = new OperatorCalls(two);
    rivya.timing(Timing.AT_ONCE);
    CrashBrief dropped = CrashBrief.image(101);
    ofOne.call("POST", "/api/flows/crash/switch-off", "{\"reason\":\"new prices\"}");
    ofOne.call("POST", "/api/accounts/crash/pause", "{\"reason\":\"new prices\"}");
    until("the second hears that the flow is off", () -> isOff(ofTwo));
    first.kill();

    two.drop(dropped);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> CrashHouse.files(two.in()).equals(List.of(dropped.fileName())));
    assertThat(isOff(ofTwo)).isTrue();

    ofTwo.call("POST", "/api/flows/crash/switch-on", "{}");
    until("its file is taken", () -> CrashHouse.files(two.in()).isEmpty());
    until("its job waits for the account", () -> database.jobs("code = 'account_paused'") == 1);
    assertThat(rivya.generations().count()).isEqualTo(FIRST);

    ofTwo.call("POST", "/api/accounts/crash/resume", "{}");
    until("its job is done", () -> database.jobs("state = 'done'") == FIRST + 1);
    assertThat(rivya.generations().count()).isEqualTo(FIRST + 1);
  }

  private static boolean isOff(OperatorCalls calls) {
    for (JsonNode flow : calls.call("GET", "/api/flows", null).path("flows")) {
      if (flow.path("flow").asText().equals("crash")) {
        return !flow.path("on").asBoolean();
      }
    }
    return false;
  }

  private static void until(String what, Callable<Boolean> condition) {
    await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(condition);
  }
}
