package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** One route a stage serves all accounts, and each account keeps its own limits. */
class ManyAccountsIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String KEY = "rvya_sk_of_many_accounts_0123456789";
  private static final String SECRETS_KEY =
      Base64.getEncoder().encodeToString("hush-hush, 32 bytes for the test".getBytes());
  private static final String HOOKED = ", webhook: { public-url: \"https://events.example.com\" }";
  private static final SimulatedRivya RIVYA =
      SimulatedRivya.start(
          SimulatorSettings.defaults().withKeys(SimulatedKey.accepted(KEY, "many")));

  private static final String FLOW =
      """
      # In: briefs of a test. Out: their files in a folder. On failure: a document beside them.
      - route:
          id: %1$s
          description: Take briefs of a test
          from:
            uri: direct:%1$s
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: %1$s
                    account: %1$s
                    model: nano-banana-2
      - route:
          id: %1$s-results
          description: Put the files into a folder
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: %1$s
              sink: folder
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: %2$s/%1$s
      """;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    RIVYA.close();
  }

  /** What a program of so many accounts consists of, once it has started. */
  private record Shape(List<String> routes, List<String> loops, List<String> timers) {}

  @Test
  void fiftyAccountsMakeNoMoreRoutesLoopsAndTimersThanTwo() throws Exception {
    Shape two = shape(2);
    Shape fifty = shape(50);

    assertThat(fifty).isEqualTo(two);
    assertThat(two.routes()).contains("submit-jobs", "poll-tasks", "register-webhook");
    assertThat(two.loops()).contains("claim submit", "claim poll", "claim webhook");
  }

  private Shape shape(int accounts) throws Exception {
    Path root = Files.createDirectories(folder.resolve("of" + accounts));
    TestHouse house = new TestHouse(root);
    StringBuilder config = new StringBuilder(account("studio", ""));
    IntStream.range(1, accounts).forEach(i -> config.append(account("other-" + i, HOOKED)));
    house.config("rivya:\n  secrets-key: " + SECRETS_KEY + "\n  accounts:\n" + config);
    try (ConfigurableApplicationContext program = house.start()) {
      await().atMost(LONG).until(() -> RIVYA.webhooks().urls("many").size() >= accounts - 1);
      RIVYA.reset();
      List<String> routes =
          program.getBean(CamelContext.class).getRoutes().stream()
              .map(route -> route.getRouteId().replaceFirst("-\\d+$", ""))
              .sorted()
              .toList();
      return new Shape(routes, threads("claim "), threads("Camel .*timer:.*|.*Timer-\\d+.*"));
    }
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith(name) || thread.matches(name))
        .map(thread -> thread.replaceAll("\\d+", "n"))
        .sorted()
        .toList();
  }

  @Test
  void eachAccountKeepsItsOwnPauseConcurrencyAndRate() throws Exception {
    List<String> used = List.of("wide", "narrow", "slow", "locked");
    TestHouse house = new TestHouse(folder);
    for (String flow : used) {
      house.flow(flow, FLOW.formatted(flow, folder));
    }
    StringBuilder others = new StringBuilder(account("studio", ""));
    IntStream.range(0, 45).forEach(i -> others.append(account("other-" + i, "")));
    house.config(
        "rivya:\n  wait: { first: 100ms, interval: 200ms..300ms }\n  accounts:\n"
            + others
            + account("wide", "")
            + account("narrow", ", concurrency: 1")
            + account("slow", ", rate: 2/s")
            + account("locked", "").replace(KEY, "rvya_sk_of_nobody_0123456789"));
    RIVYA
        .trouble()
        .add(
            Trouble.always(Operation.CREATE, TroubleKind.SLOW)
                .withDelay(Duration.ofMillis(700))
                .withMatch("crowded"));
    try (ConfigurableApplicationContext program = house.start()) {
      ProducerTemplate producer = program.getBean(ProducerTemplate.class);
      for (String flow : used) {
        IntStream.range(0, 3)
            .forEach(
                i -> {
                  String place = flow.equals("slow") ? "quiet" : "crowded";
                  producer.send(
                      "direct:" + flow,
                      exchange -> {
                        exchange.setVariable(Variables.SOURCE_ID, flow + i);
                        exchange.getMessage().setBody("A " + place + " house " + flow + i);
                      });
                });
      }
      await()
          .atMost(LONG)
          .until(() -> Stream.of("wide", "narrow", "slow").allMatch(flow -> files(flow) == 3));

      List<Instant> narrow = created("narrow");
      assertThat(Duration.between(narrow.get(0), narrow.get(1))).isGreaterThan(millis(650));
      assertThat(Duration.between(narrow.get(1), narrow.get(2))).isGreaterThan(millis(650));
      List<Instant> slow = created("slow");
      assertThat(Duration.between(slow.get(0), slow.get(2))).isGreaterThan(millis(900));
      assertThat(created("wide")).allMatch(paid -> paid.isBefore(narrow.get(2)));
      assertThat(created("locked")).isEmpty();
    }
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }

  private int files(String flow) {
    String[] results = folder.resolve(flow).toFile().list((root, name) -> name.endsWith(".json"));
    return results == null ? 0 : results.length;
  }

  private static List<Instant> created(String flow) {
    return RIVYA.generations().all().stream()
        .filter(paid -> paid.prompt().contains("house " + flow))
        .map(PaidGeneration::createdAt)
        .sorted()
        .toList();
  }

  private static String account(String name, String also) {
    return "    %s: { base-url: \"%s\", api-key: %s%s }\n"
        .formatted(name, RIVYA.baseUri(), KEY, also);
  }
}
