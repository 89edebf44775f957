package dev.rivyaroutes.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.TestHouse;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Flows whose sources acknowledge what they take are swapped while messages and files arrive: each
 * becomes one job and is acknowledged. The flows of the systems are swapped side by side.
 *
 * <p>{@code -Dreload.rounds=…} swaps each more often.
 */
class SwapSourcesIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int ROUNDS = Integer.getInteger("reload.rounds", 3);
  private static final int MILLIS_BETWEEN_BRIEFS = 400;

  @TempDir static Path folder;

  private static SimulatedRivya rivya;
  private static SourceSystems servers;
  private static List<SourceSystem> systems;
  private static TestHouse house;
  private static ConfigurableApplicationContext program;

  /** The addresses of the first places, by flow. */
  private static final Map<String, String> FIRST = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
    rivya.timing(Timing.AT_ONCE);
    servers = new SourceSystems(folder);
    systems = servers.all();
    house = new TestHouse(folder);
    Files.delete(folder.resolve("routes/posters.camel.yaml"));
    StringBuilder config =
        new StringBuilder(
            """
            rivya:
              accounts:
                studio:
                  base-url: %s
                  api-key: %s
                  rate: 1000/s
                  concurrency: 32
              wait:
                first: 20ms
                interval: 50ms..100ms
            """
                .formatted(rivya.baseUri(), SimulatorSettings.DEFAULT_KEY));
    servers.settings().forEach((key, value) -> config.append("%s: \"%s\"\n".formatted(key, value)));
    house.config(config.toString());
    for (SourceSystem system : systems) {
      house.flow(system.flow(), system.text(0));
    }
    program = house.start();
    awaitPolled(0);
  }

  @AfterAll
  static void stop() throws Exception {
    program.close();
    servers.close();
    rivya.close();
  }

  @Test
  void makesOneJobOfEachMessageWhileFlowsAreSwappedAndReadFromOtherPlaces() throws Exception {
    swapUnderLoad();
    assertEachIsOneJobAndAcknowledged(0);

    readFrom(1, "there");
    for (SourceSystem system : systems) {
      system.send(0);
      system.send(1);
    }
    assertThat(jobs()).isLessThan(sent());
    await().atMost(LONG).until(() -> jobs() == sent() - systems.size());

    readFrom(0, "back");
    assertEachIsOneJobAndAcknowledged(0);
    assertEachIsOneJobAndAcknowledged(1);
    assertThat(rivya.generations().all()).hasSize(sent());
    assertThat(quarantined()).isZero();
  }

  private static void swapUnderLoad() throws Exception {
    ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    ScheduledExecutorService load = Executors.newScheduledThreadPool(2);
    int swaps = 0;
    try {
      for (SourceSystem system : systems) {
        load.scheduleAtFixedRate(
            () -> {
              try {
                system.send(0);
              } catch (Exception e) {
                failures.add(e);
              }
            },
            0,
            MILLIS_BETWEEN_BRIEFS,
            TimeUnit.MILLISECONDS);
      }
      for (int round = 1; round <= ROUNDS; round++) {
        List<Route> before = systems.stream().map(system -> route(system.flow())).toList();
        readFrom(0, "round " + round);
        for (int n = 0; n < systems.size(); n++) {
          assertThat(route(systems.get(n).flow())).isNotSameAs(before.get(n));
          swaps++;
        }
      }
    } finally {
      load.shutdown();
      load.awaitTermination(10, TimeUnit.SECONDS);
    }
    assertThat(failures).isEmpty();
    System.out.printf("SwapSourcesIT: %d swaps, %d briefs%n", swaps, sent());
    assertThat(sent()).isGreaterThan(systems.size() * ROUNDS);
  }

  /** Gives all flows another text, and returns once these run. */
  private static void readFrom(int place, String remark) throws Exception {
    for (SourceSystem system : systems) {
      house.flow(system.flow(), system.text(place) + "# " + remark + "\n");
    }
    await()
        .atMost(LONG)
        .until(() -> systems.stream().allMatch(system -> text(system).contains("# " + remark)));
    awaitPolled(place);
  }

  private static String text(SourceSystem system) {
    return program.getBean(FlowStates.class).ofFlow(system.flow()).running().file().text();
  }

  /** Each source has read its place once: what arrives there from now on is new to all. */
  private static void awaitPolled(int place) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              Map<String, String> polled = polled();
              assertThat(polled)
                  .containsOnlyKeys(systems.stream().map(SourceSystem::flow).toList());
              FIRST.forEach(
                  (flow, address) ->
                      assertThat(polled.get(flow).equals(address)).as(flow).isEqualTo(place == 0));
            });
    FIRST.putAll(place == 0 ? polled() : Map.of());
  }

  /** The addresses that were read, by flow. */
  private static Map<String, String> polled() {
    Map<String, String> all = new TreeMap<>();
    program
        .getBean(JdbcTemplate.class)
        .query(
            "select route, address from source where polled_at is not null and failures = 0",
            row -> {
              all.put(row.getString("route"), row.getString("address"));
            });
    return all;
  }

  private static void assertEachIsOneJobAndAcknowledged(int place) {
    for (SourceSystem system : systems) {
      await(system.flow() + " acknowledges all").atMost(LONG).until(() -> system.isSettled(place));
    }
    await().atMost(LONG).untilAsserted(() -> assertThat(jobs("done")).isEqualTo(sent()));
    assertThat(
            program
                .getBean(JdbcTemplate.class)
                .queryForList(
                    "select prompt from job_content group by prompt having count(*) > 1",
                    String.class))
        .as("briefs with two jobs")
        .isEmpty();
  }

  private static int sent() {
    return systems.stream().mapToInt(SourceSystem::sent).sum();
  }

  private static long jobs() {
    return count("select count(*) from job");
  }

  private static long jobs(String state) {
    return count("select count(*) from job where state = '" + state + "'");
  }

  private static long quarantined() {
    return count("select count(*) from quarantine");
  }

  private static long count(String query) {
    return program.getBean(JdbcTemplate.class).queryForObject(query, Long.class);
  }

  private static Route route(String id) {
    return program.getBean(CamelContext.class).getRoute(id);
  }
}
