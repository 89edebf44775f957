package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.simulator.webhook.WebhookStyle;
import dev.rivyaroutes.simulator.webhook.WebhookTrouble;
import dev.rivyaroutes.testing.ProgramProcess;
import dev.rivyaroutes.testing.Watchdog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The promise over {@code kill -9}: the packaged program is killed again and again while briefs
 * come in, their flow is swapped and Rivya makes trouble; in the end each brief is paid once and
 * delivered whole, and each answer to a caller holds.
 *
 * <p>{@code -Dcrash.seed=…} repeats the moments of the kills, {@code -Dcrash.kills=…} makes more.
 */
class CrashIT {

  private static final int IMAGES = 200;
  private static final int TURNS = 40;

  /** So many come first; Rivya refuses the images among them until they are replayed in bulk. */
  private static final int FIRST = 48;

  private static final int KILLS = Integer.getInteger("crash.kills", 12);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final Duration NONE = Duration.ofMinutes(3);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final List<CrashBrief> briefs =
      IntStream.rangeClosed(1, IMAGES + TURNS)
          .mapToObj(number -> new CrashBrief(number, number % 6 == 0))
          .toList();
  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withSeed(SEED)
              .withTiming(Timing.all(Duration.ofMillis(300))));

  @AfterEach
  void closeRivya() {
    rivya.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void keepsItsPromiseOnTheEmbeddedDatabase() throws Exception {
    keepsItsPromise("SQLite", CrashDatabase.embedded(folder));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @SuppressWarnings("try") // The watchdog only has to be there.
  void keepsItsPromiseOnPostgres() throws Exception {
    Path data = folder.resolve("postgres");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(data).start();
        Watchdog watchdog = Watchdog.over(postmaster(data), "QUIT")) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      keepsItsPromise("PostgreSQL", new CrashDatabase(url, "postgres", "postgres"));
    }
  }

  private static long postmaster(Path data) throws Exception {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  private void keepsItsPromise(String name, CrashDatabase database) throws Exception {
    CrashHouse house = new CrashHouse(folder.resolve("house"), rivya.baseUri(), database);
    try (GoodClient client = house.client()) {
      CrashBulk bulk = new CrashBulk(house, FIRST - FIRST / 6);
      CrashStorm storm = new CrashStorm(house, client, briefs, SEED);
      try {
        List<String> program = PackagedProgram.command();
        Stopwatch kills = Stopwatch.start();
        CrashHouse.refuseAll(rivya);
        storm.rage(program, KILLS, FIRST, () -> orderInBulk(bulk));
        print(name, "%d kills in %s; seed %d".formatted(KILLS, kills, SEED));
        print(name, "whole starts " + storm.starts());
        print(name, rivya.generations().count() + " paid by then, files " + delivered(house));
        rivya.trouble().clear();
        Stopwatch calm = Stopwatch.start();
        runUntilAllIsDelivered(program, house, client, bulk);
        print(name, "calm after %s; callers had %s".formatted(calm, client.repeats()));
        print(name, "answers of Rivya to create " + rivya.counters().answers(Operation.CREATE));
        print(name, rivya.counters().replays() + " creates came again after their effect");
        checkThePromise(house, client);
        bulk.check();
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            """
            %s
            repeat it with -Dcrash.seed=%d -Dcrash.kills=%d
            killed while %s
            look into %s"""
                .formatted(e.getMessage(), SEED, KILLS, storm.kills(), folder),
            e);
      }
    }
  }

  private static void print(String name, String what) {
    System.out.println("CrashIT on " + name + ": " + what);
  }

  private static int delivered(CrashHouse house) {
    return (int)
        CrashHouse.files(house.out()).stream()
            .filter(name -> !name.endsWith(".error.json"))
            .count();
  }

  private void orderInBulk(CrashBulk bulk) {
    bulk.plan();
    rivya.trouble().clear();
    makeTrouble();
    bulk.begin();
  }

  private void makeTrouble() {
    rivya.webhooks().style(WebhookStyle.DEFAULT.withPublicOnly(false));
    rivya
        .webhooks()
        .trouble(
            WebhookTrouble.NONE.withLoss(.1).withCopies(2).withHeldBack(Duration.ofMillis(500)));
    rivya
        .trouble()
        .add(
            Trouble.sometimes(.04, Operation.CREATE, TroubleKind.RATE_LIMITED),
            Trouble.sometimes(.06, Operation.CREATE, TroubleKind.SERVER_ERROR),
            Trouble.sometimes(.10, Operation.CREATE, TroubleKind.SERVER_ERROR_AFTER),
            Trouble.sometimes(.05, Operation.CREATE, TroubleKind.RESET_BEFORE),
            Trouble.sometimes(.10, Operation.CREATE, TroubleKind.RESET_AFTER),
            Trouble.sometimes(.08, Operation.CREATE, TroubleKind.SILENCE_AFTER),
            Trouble.sometimes(.03, Operation.STATUS, TroubleKind.RATE_LIMITED),
            Trouble.sometimes(.08, Operation.STATUS, TroubleKind.SERVER_ERROR),
            Trouble.sometimes(.05, Operation.STATUS, TroubleKind.RESET_BEFORE),
            Trouble.sometimes(.03, Operation.STATUS, TroubleKind.SILENCE_AFTER),
            Trouble.sometimes(.04, Operation.CHAT, TroubleKind.RATE_LIMITED),
            Trouble.sometimes(.06, Operation.CHAT, TroubleKind.SERVER_ERROR),
            Trouble.sometimes(.10, Operation.CHAT, TroubleKind.SERVER_ERROR_AFTER),
            Trouble.sometimes(.10, Operation.CHAT, TroubleKind.RESET_AFTER),
            Trouble.sometimes(.08, Operation.CHAT, TroubleKind.SILENCE_AFTER),
            Trouble.sometimes(.10, Operation.WEBHOOK_CREATE, TroubleKind.RESET_AFTER),
            Trouble.sometimes(.20, Operation.MEDIA, TroubleKind.TRUNCATED),
            Trouble.sometimes(.05, Operation.MEDIA, TroubleKind.SERVER_ERROR),
            Trouble.sometimes(.05, Operation.MEDIA, TroubleKind.RESET_BEFORE),
            Trouble.sometimes(.20, Operation.MODELS, TroubleKind.SERVER_ERROR));
  }

  /** A last life without trouble, in which every caller asks once more for its job. */
  private void runUntilAllIsDelivered(
      List<String> program, CrashHouse house, GoodClient client, CrashBulk bulk) throws Exception {
    try (ProgramProcess process = house.start(program, KILLS + 1)) {
      process.awaitStarted();
      await("an answer to every caller").atMost(NONE).until(client::hasAllAnswers);
      briefs.stream().filter(CrashBrief::overHttp).forEach(client::send);
      await("an answer to every caller that asks again").atMost(NONE).until(client::hasAllAnswers);
      try {
        await("all results, an empty drop folder and the end of the bulk order")
            .atMost(NONE)
            .pollInterval(Duration.ofMillis(200))
            .until(
                () ->
                    CrashHouse.files(house.in()).isEmpty()
                        && delivered(house) >= 2 * briefs.size()
                        && bulk.isFinished());
      } catch (ConditionTimeoutException e) {
        System.out.println("CrashIT: " + e.getMessage() + "; the promise will say what is missing");
      }
      assertThat(process.stop(NONE)).as("stops in an orderly way").isTrue();
    }
  }

  private Map<String, String> secrets(CrashHouse house) {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("API key", SimulatorSettings.DEFAULT_KEY);
    secrets.put("caller's token", house.token());
    secrets.put("key of the secrets", CrashHouse.SECRETS_KEY);
    List<String> webhook = rivya.webhooks().secrets(SimulatorSettings.DEFAULT_ACCOUNT);
    assertThat(webhook.isEmpty()).as("no secret of the webhook").isFalse();
    // A kill between the registration and its commit has the secret rotated; then there are two.
    webhook.forEach(secret -> secrets.put("webhook's secret " + secrets.size(), secret));
    return secrets;
  }

  private void checkThePromise(CrashHouse house, GoodClient client) throws Exception {
    assertThat(String.join("\n", new CrashPromise(house, briefs, client, rivya).broken()))
        .as("what is broken of the promise")
        .isEmpty();
    assertThat(rivya.generations().count()).as("paid generations").isEqualTo(IMAGES);
    assertThat(rivya.chats().all()).as("paid turns").hasSize(TURNS);
    List<String> versions = house.database().versions();
    assertThat(versions).as("versions of the flow").doesNotHaveDuplicates().hasSizeGreaterThan(5);
    assertThat(versions.get(versions.size() - 1)).as("the newest").isEqualTo(house.flow());
    assertThat(house.database().settledEvents()).as("events of jobs").isPositive();
    assertThat(CrashSecrets.find(house.written(folder.resolve("data")), secrets(house)))
        .as("secrets found")
        .isEmpty();
    assertThat(rivya.counters().keysLeakedToMedia()).as("keys sent to media hosts").isZero();
    assertThat(rivya.counters().replays()).as("creates sent again after their effect").isPositive();
  }
}
