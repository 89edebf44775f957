package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.flowtest.world.MovableClock;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.files.FileShape;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.webhook.WebhookStyle;
import dev.rivyaroutes.testing.OnlyTheProgram;
import dev.rivyaroutes.testing.RecordingHttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.filter.TypeExcludeFilters;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole program with its own routes and Kamelets before a simulated Rivya; only the clock can
 * be moved. All tests share one context, so each uses jobs of its own and ends them. The accounts
 * are here because one adds about 20 ms to the start, and a second context at least 8 seconds.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = {RivyaRoutes.class, EngineRouteTestBase.World.class},
    properties = {
      "rivya.routes=classpath:engine-flows/*.camel.yaml",
      "spring.datasource.url=jdbc:sqlite:target/ledgers/engine-${random.uuid}/ledger.db",
      "management.server.port=0",
      // Fewer than callers that wait.
      "server.jetty.threads.max=8",
      "rivya.calls.response-timeout=2s",
      "rivya.calls.deadline=6s",
      "rivya.calls.transfer-deadline=5s",
      "rivya.calls.reference-deadline=3s",
      "rivya.calls.chat-deadline=6s",
      "rivya.calls.least-rate-within=1s",
      "rivya.retry.references=4",
      "rivya.retry.first=50ms",
      "rivya.retry.longest=500ms",
      "rivya.wait.first=20ms",
      "rivya.wait.interval=50ms..100ms",
      "rivya.wait.interval-video=50ms..100ms",
      "rivya.pause.retry=300ms",
      "rivya.credits.read-paused=100ms",
      // Its credits are refused by Rivya, before any mark of ours.
      "rivya.accounts.poor.credits.pause-below=0",
      "rivya.accounts.thrifty.contact=the budget desk",
      "rivya.accounts.thrifty.credits.monthly-cap=10000",
      "rivya.flows.thrifty.credits.daily-cap=12",
      "rivya.delivery.schedule=100ms, 100ms, 1h",
      "rivya.delivery.jitter=0%",
    })
@TypeExcludeFilters(OnlyTheProgram.class)
public abstract class EngineRouteTestBase {

  static final String SECRETS_KEY =
      Base64.getEncoder().encodeToString("hush-hush, 32 bytes for the test".getBytes());
  static final Duration LONG = Duration.ofSeconds(60);
  private static final List<String> ACCOUNTS =
      List.of(
          "main",
          "locked",
          "poor",
          "watched",
          "mute",
          "thrifty",
          "hooked",
          "set",
          "production-image-workflow");

  public static final MovableClock CLOCK = new MovableClock();
  public static final SimulatedRivya RIVYA = SimulatedRivya.start(settings());
  public static final Path FOLDER;
  public static final Gate GATE;
  static final RecordingHttpServer EVENTS;
  static final ShakyDatabase LEDGER = new ShakyDatabase();
  private static final TestTls TLS;

  static {
    try {
      FOLDER = Files.createTempDirectory("engine");
      TLS = new TestTls(FOLDER);
      GATE = new Gate(RIVYA.baseUri(), TLS);
      setKey("locked", key("locked"));
      EVENTS = new RecordingHttpServer();
      RIVYA.webhooks().style(WebhookStyle.DEFAULT.withPublicOnly(false));
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Autowired CamelContext camel;
  @Autowired ProducerTemplate producer;
  @Autowired FindJobs jobs;
  @Autowired AccountRows accountRows;
  @Autowired ModelCatalogue catalogue;
  public @Autowired Takers takers;
  @LocalServerPort int port;

  @TestConfiguration(proxyBeanMethods = false)
  static class World {
    @Bean
    public Takers takers() {
      return new Takers();
    }

    @Bean
    static ShakyDatabase shakyDatabase() {
      return LEDGER;
    }

    @Bean
    @Primary
    MovableClock movableClock() {
      return CLOCK;
    }
  }

  private static SimulatorSettings settings() {
    return SimulatorSettings.defaults()
        .withClock(CLOCK)
        .withKeys(
            ACCOUNTS.stream()
                .map(account -> SimulatedKey.accepted(key(account), account))
                .toArray(SimulatedKey[]::new));
  }

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    for (String account : ACCOUNTS) {
      boolean watched = account.equals("watched");
      String name = "rivya.accounts." + account;
      properties.add(
          name + ".base-url", () -> (watched ? GATE.baseUri() : RIVYA.baseUri()).toString());
      properties.add(name + ".rate", () -> "1000/s");
      if (account.equals("locked")) {
        properties.add(name + ".api-key-file", () -> FOLDER.resolve(account + ".key").toString());
      } else {
        properties.add(name + ".api-key", () -> key(account));
      }
    }
    properties.add(
        "rivya.accounts.spare.base-url", () -> "http://localhost:" + RIVYA.baseUri().getPort());
    properties.add("rivya.accounts.spare.api-key", () -> key("spare"));
    for (String account : List.of("hooked", "set")) {
      properties.add("rivya.accounts." + account + ".webhook.public-url", () -> EVENTS.url(""));
    }
    properties.add("rivya.accounts.set.webhook.secrets", () -> "whsec_c2V0LWJ5LWEtcGVyc29uLTAx");
    properties.add("rivya.secrets-key", () -> SECRETS_KEY);
    properties.add("rivya.media.store", () -> "file:" + FOLDER.resolve("media"));
    properties.add("engine.folder", FOLDER::toString);
  }

  static String key(String account) {
    return "rvya_sk_of_" + account + "_0123456789";
  }

  /** Changes a key file in one step. */
  static void setKey(String account, String key) throws Exception {
    Path written = Files.writeString(FOLDER.resolve("new.key"), key + "\n");
    Files.move(written, FOLDER.resolve(account + ".key"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** While Rivya has told nothing yet, briefs are held against its catalogue only later. */
  @BeforeEach
  void awaitTheModels() {
    eventually(
        () ->
            assertThat(ACCOUNTS)
                .allMatch(account -> catalogue.category(account, "z-image").isPresent()));
  }

  @AfterEach
  void calm() throws Exception {
    RIVYA.trouble().clear();
    RIVYA.timing(Timing.AT_ONCE);
    RIVYA.files().shape(FileShape.PLAIN);
    GATE.passOn();
    GATE.open();
    takers.refuseNothing();
  }

  /** Hands a brief in under a fresh source id, and returns its job. */
  String accept(String flow, Object body) {
    return accept(flow, "test-" + UUID.randomUUID(), body);
  }

  String accept(String flow, String sourceId, Object body) {
    return accept(flow, sourceId, body, new Origin("direct", flow, null, false));
  }

  String accept(String flow, String sourceId, Object body, Origin origin) {
    Exchange done =
        producer.send(
            "direct:" + flow,
            exchange -> {
              origin.set(exchange);
              exchange.setVariable(Variables.SOURCE_ID, sourceId);
              exchange.setVariable(Variables.SOURCE_NAME, sourceId);
              exchange.getMessage().setBody(body);
            });
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(Acceptance.class).jobId();
  }

  /** A brief document with one reference in it. */
  static String inline(String prompt, byte[] media) {
    return "{\"prompt\": \"%s\", \"references\": [{\"base64\": \"%s\"}]}"
        .formatted(prompt, Base64.getEncoder().encodeToString(media));
  }

  JobDetails job(String id) {
    return jobs.byId(id, Visibility.ALL).orElseThrow();
  }

  /** Waits until the job is in the state. */
  JobDetails until(String id, String state) {
    return until(id, details -> details.job().state().equals(state));
  }

  JobDetails until(String id, Predicate<JobDetails> condition) {
    return await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> job(id), condition);
  }

  /**
   * Moves the clock on until it holds: a poll that is under way while the clock moves sees the old
   * status and the new time, and is repeated only minutes later.
   */
  void asTimeGoesOn(Runnable assertion) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              CLOCK.forward(Duration.ofMinutes(11));
              assertion.run();
            });
  }

  void eventually(Runnable assertion) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion::run);
  }

  /** What was paid for a job. */
  static List<PaidGeneration> paid(String id) {
    return RIVYA.generations().all().stream()
        .filter(paid -> id.equals(paid.idempotencyKey()) || id.equals(paid.clientRequestId()))
        .toList();
  }

  /** The causes that the job's timeline tells. */
  static List<String> causes(JobDetails details) {
    return details.timeline().stream()
        .filter(event -> event.cause() != null)
        .map(event -> event.cause().text())
        .toList();
  }

  /** Everything that people can read of a job. */
  static String words(JobDetails details) {
    return Stream.of(details.job(), details.timeline(), details.deliveries())
        .map(Object::toString)
        .reduce("", String::concat);
  }
}
