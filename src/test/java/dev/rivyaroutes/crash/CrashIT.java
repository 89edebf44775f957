package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.simulator.Operation;
import dev.rivyaroutes.simulator.PaidGeneration;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.SimulatorSettings;
import dev.rivyaroutes.simulator.Timing;
import dev.rivyaroutes.simulator.Trouble;
import dev.rivyaroutes.simulator.TroubleKind;
import dev.rivyaroutes.testing.ProgramProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise over {@code kill -9}: the packaged program is killed again and again while briefs
 * come in and Rivya makes trouble; in the end each brief is paid once and delivered whole.
 *
 * <p>{@code -Dcrash.seed=…} repeats the moments of the kills, {@code -Dcrash.kills=…} makes more.
 */
class CrashIT {

  private static final int BRIEFS = 200;
  private static final int KILLS = Integer.getInteger("crash.kills", 16);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final Duration CALM = Duration.ofSeconds(90);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Random random = new Random(SEED);
  private final List<CrashBrief> briefs =
      IntStream.rangeClosed(1, BRIEFS).mapToObj(CrashBrief::new).toList();
  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withSeed(SEED)
              .withTiming(Timing.all(Duration.ofMillis(300))));
  private CrashHouse house;
  private ProgramProcess program;
  private int runs;
  private int dropped;

  @AfterEach
  void leaveNothingBehind() throws InterruptedException {
    if (program != null) {
      program.kill();
    }
    rivya.close();
  }

  @Test
  void keepsItsPromiseOnTheEmbeddedDatabase() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("data/ledger");
    keepsItsPromise(url, "", "");
  }

  @Test
  void keepsItsPromiseOnPostgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      keepsItsPromise(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    }
  }

  private void keepsItsPromise(String url, String user, String password) throws Exception {
    house = new CrashHouse(folder, rivya.baseUri(), SimulatorSettings.DEFAULT_KEY);
    String[] database = {
      "--spring.datasource.url=" + url,
      "--spring.datasource.username=" + user,
      "--spring.datasource.password=" + password
    };
    System.out.printf("CrashIT: seed %d, %d kills, %s%n", SEED, KILLS, url);
    long begun = System.nanoTime();
    try {
      makeTrouble();
      for (int kill = 1; kill <= KILLS; kill++) {
        runAndKill(BRIEFS * kill / KILLS, database);
      }
      int paidBeforeCalm = rivya.generations().all().size();
      int deliveredBeforeCalm = CrashHouse.files(house.out()).size() / 2;
      long stormy = System.nanoTime() - begun;
      rivya.trouble().clear();
      runUntilAllIsDelivered(database);
      System.out.printf(
          "CrashIT: %d s of kills, then %d paid and %d delivered; all after %d s; %d repeats under"
              + " a known key; answers to create %s, status %s, media %s%n",
          stormy / 1_000_000_000,
          paidBeforeCalm,
          deliveredBeforeCalm,
          (System.nanoTime() - begun) / 1_000_000_000,
          rivya.counters().replays(),
          rivya.counters().answers(Operation.CREATE),
          rivya.counters().answers(Operation.STATUS),
          rivya.counters().answers(Operation.MEDIA));
      holdAgainstThePromise();
      assertThat(jobs(url, user, password)).isEqualTo(Map.of("done", BRIEFS));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + report(), e);
    }
  }

  private void makeTrouble() {
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
            Trouble.sometimes(.20, Operation.MEDIA, TroubleKind.TRUNCATED),
            Trouble.sometimes(.05, Operation.MEDIA, TroubleKind.SERVER_ERROR),
            Trouble.sometimes(.05, Operation.MEDIA, TroubleKind.RESET_BEFORE),
            Trouble.sometimes(.20, Operation.MODELS, TroubleKind.SERVER_ERROR));
  }

  /**
   * One life of the program: its share of briefs comes at random moments of it, then it is killed.
   */
  private void runAndKill(int share, String... database) throws Exception {
    program = house.start(++runs, database);
    while (dropped < share - (share - dropped) * 2 / 3) {
      dropNext();
    }
    program.awaitStarted();
    long life = random.nextLong(800, 3_000);
    long[] moments =
        LongStream.concat(random.longs(share - dropped, 0, life), LongStream.of(life))
            .sorted()
            .toArray();
    long now = 0;
    for (long moment : moments) {
      if (!program.runsOnFor(Duration.ofMillis(moment - now))) {
        throw new AssertionError("the program ended by itself in run " + runs);
      }
      now = moment;
      if (dropped < share) {
        dropNext();
      }
    }
    program.kill();
  }

  private void dropNext() throws IOException {
    house.drop(briefs.get(dropped++));
  }

  private void runUntilAllIsDelivered(String... database) throws Exception {
    program = house.start(++runs, database);
    program.awaitStarted();
    await("all results and an empty drop folder")
        .atMost(CALM)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                CrashHouse.files(house.in()).isEmpty()
                    && CrashHouse.files(house.out()).containsAll(expectedFiles()));
    assertThat(program.stop(Duration.ofSeconds(30))).as("stops in an orderly way").isTrue();
  }

  private List<String> expectedFiles() {
    List<String> names = new ArrayList<>();
    briefs.forEach(brief -> names.addAll(List.of(brief.resultName(), brief.sidecarName())));
    return names.stream().sorted().toList();
  }

  private void holdAgainstThePromise() throws Exception {
    assertThat(CrashHouse.files(house.out()))
        .filteredOn(name -> !name.startsWith("."))
        .isEqualTo(expectedFiles());
    for (CrashBrief brief : briefs) {
      holdFile(brief);
    }
    assertThat(notPaidOnce()).as("not paid exactly once").isEmpty();
    assertThat(rivya.generations().count()).isEqualTo(BRIEFS);
    assertThat(rivya.counters().keysLeakedToMedia()).isZero();
    assertThat(rivya.counters().replays()).as("creates sent again after their effect").isPositive();
    assertThat(CrashHouse.files(house.in())).isEmpty();
  }

  private void holdFile(CrashBrief brief) throws Exception {
    byte[] bytes = Files.readAllBytes(house.out().resolve(brief.resultName()));
    JsonNode sidecar =
        JsonMapper.builder()
            .build()
            .readTree(Files.readAllBytes(house.out().resolve(brief.sidecarName())));
    assertThat(sidecar.path("prompt").asText()).isEqualTo(brief.prompt());
    assertThat(sidecar.path("status").asText()).isEqualTo("succeeded");
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .as(brief.resultName())
        .isEqualTo(sidecar.path("files").path(0).path("sha256").asText());
    assertThat(ImageIO.read(new ByteArrayInputStream(bytes))).as(brief.resultName()).isNotNull();
  }

  private Map<String, Long> paidByPrompt() {
    return rivya.generations().all().stream()
        .collect(
            Collectors.groupingBy(PaidGeneration::prompt, TreeMap::new, Collectors.counting()));
  }

  private List<String> notPaidOnce() {
    Map<String, Long> paid = paidByPrompt();
    return briefs.stream()
        .filter(brief -> paid.getOrDefault(brief.prompt(), 0L) != 1)
        .map(brief -> brief.fileName() + ": " + paid.getOrDefault(brief.prompt(), 0L))
        .toList();
  }

  /** How many jobs the ledger has in each state. */
  private static Map<String, Integer> jobs(String url, String user, String password)
      throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("select state, count(*) from job group by state")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }

  private String report() {
    List<String> out = CrashHouse.files(house.out());
    List<String> missing = expectedFiles().stream().filter(name -> !out.contains(name)).toList();
    List<String> unexpected = out.stream().filter(name -> !expectedFiles().contains(name)).toList();
    return """
        seed %d, run %d, %d briefs dropped, house %s
        missing in out: %s
        not expected in out: %s
        not paid exactly once: %s
        left in the drop folder: %s
        the end of the last log:
        %s"""
        .formatted(
            SEED,
            runs,
            dropped,
            folder,
            missing,
            unexpected,
            notPaidOnce(),
            CrashHouse.files(house.in()),
            ProgramProcess.tail(house.log(runs)));
  }
}
