package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.NewJob;
import dev.rivyaroutes.media.S3Connections;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "rivya.media.store=file:target/s3-drop-source-media",
      "camel.main.routes-include-pattern=false",
      "logging.level.root=warn"
    })
@ExtendWith(OutputCaptureExtension.class)
class S3DropSourceIT {
  private static final S3Server S3 = S3Server.inMemory();
  private static final String REFUSED = "{\"promt\": \"no such field\"} ";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Configuration
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan(basePackageClasses = {S3Connections.class, BriefForms.class})
  @ComponentScan(basePackageClasses = S3Connections.class)
  @Import({
    AcceptBrief.class,
    BriefForms.class,
    CollectAcceptances.class,
    ComposeJob.class,
    StageMedia.class,
    StageReferences.class
  })
  static class Program {
    @Bean
    SettableClock clock() {
      return new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    }

    @Bean
    RecordingLedger ledger() {
      return new RecordingLedger();
    }

    @Bean
    FlowProbe probe() {
      return new FlowProbe();
    }
  }

  @DynamicPropertySource
  static void connections(DynamicPropertyRegistry registry) {
    S3.properties("default").forEach((key, value) -> registry.add(key, () -> value));
    S3.properties("wrong").forEach((key, value) -> registry.add(key, () -> value));
    registry.add("rivya.s3.wrong.secret-key", () -> "not-the-secret");
    registry.add("spring.datasource.url", () -> "jdbc:h2:mem:s3-drop-source");
    registry.add("spring.flyway.enabled", () -> "false");
  }

  @AfterAll
  static void closeServer() {
    S3.close();
  }

  @Autowired CamelContext camel;
  @Autowired RecordingLedger ledger;
  @Autowired FlowProbe probe;
  @Autowired SettableClock clock;

  private final String bucket = "drop-" + UUID.randomUUID();
  private final String flow = "flow-" + UUID.randomUUID();

  @BeforeEach
  void createBucket() {
    S3.client().createBucket(r -> r.bucket(bucket));
    probe.reset();
    camel
        .getComponent("kamelet", KameletComponent.class)
        .setLocation("classpath:s3-kamelets,classpath:kamelets");
  }

  @AfterEach
  void stop() throws Exception {
    for (Route route : List.copyOf(camel.getRoutes())) {
      camel.getRouteController().stopRoute(route.getRouteId());
      camel.removeRoute(route.getRouteId());
    }
  }

  @Test
  void takesEveryObjectOfManyPages() throws Exception {
    IntStream.range(0, 2100).parallel().forEach(i -> put("in/%04d.txt".formatted(i), "p" + i));
    start("prefix: in/");
    await().atMost(Duration.ofSeconds(90)).until(() -> names().size() == 2100);
    assertThat(names()).doesNotHaveDuplicates();
  }

  @Test
  void starvesNoObjectBehindTwelveUnusableOnes(CapturedOutput output) throws Exception {
    IntStream.range(0, 6).forEach(i -> put("in/a%02d".formatted(i), "fail" + i));
    IntStream.range(6, 12).forEach(i -> put("in/a%02d.json".formatted(i), REFUSED + i));
    IntStream.range(12, 35).forEach(i -> put("in/b%02d".formatted(i), "good" + i));
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 23);
    assertThat(refusals()).hasSize(6);
    assertThat(output)
        .contains(
            bucket + "/in/a00 is set aside for 30 s and tried again then; other objects go on.");
  }

  @Test
  void comesToTheGoodOneBehindMoreFailuresThanOneLookBears() throws Exception {
    IntStream.range(0, 60).forEach(i -> put("in/a%02d".formatted(i), "fail" + i));
    put("in/b", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/b")));
  }

  @Test
  void triesAnObjectAgainAfterItsRest(CapturedOutput output) throws Exception {
    put("in/a", "good");
    AtomicBoolean down = new AtomicBoolean(true);
    probe.action(
        () -> {
          if (down.get()) {
            throw new IllegalStateException("the database is away");
          }
        });
    put("in/b", "fail");
    put("in/c", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> output.getOut().contains(bucket + "/in/c is set aside for"));
    down.set(false);
    clock.forward(Duration.ofSeconds(31));
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/a", "in/c")));
  }

  @Test
  void takesAnObjectOnceOverRestarts() throws Exception {
    put("in/a", "same");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    stop();
    put("in/a", "same");
    put("in/b", "later");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    assertThat(arrivals()).containsExactly("in/a", "in/b");
  }

  @Test
  void takesNewContentUnderAnOldKeyAsANewBrief() throws Exception {
    put("in/a", "first");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    put("in/a", "second");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    assertThat(prompts()).containsExactly("first", "second");
  }

  @Test
  void leavesTheNewerObjectThatArrivesWhileTheOlderIsInFlight() throws Exception {
    put("in/a", "older");
    AtomicBoolean replaced = new AtomicBoolean();
    probe.action(
        () -> {
          if (replaced.compareAndSet(false, true)) {
            put("in/a", "newer");
          }
        });
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().isEmpty());
    assertThat(prompts()).containsExactly("older", "newer");
  }

  @Test
  void takesNothingWhileTheFlowIsOff() throws Exception {
    put("in/a", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    camel.getRouteController().stopRoute(flow);
    camel.getInflightRepository().setInflightBrowseEnabled(true);
    put("in/b", "later");
    await()
        .during(Duration.ofSeconds(1))
        .atMost(LIMIT)
        .until(() -> names().equals(List.of("in/a")) && nothingWaitsForTheFlow());
    camel.getRouteController().startRoute(flow);
    await().atMost(LIMIT).until(() -> names().size() == 2);
  }

  private boolean nothingWaitsForTheFlow() {
    return camel.getInflightRepository().browse().stream().allMatch(e -> e.getDuration() < 300);
  }

  @Test
  void keepsObjectsByDefault() throws Exception {
    put("in/a", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    put("in/b", "good too");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    assertThat(keys()).containsExactly("in/a", "in/b");
  }

  @Test
  void movesAcceptedObjectsAndQuarantinesRefusedOnes() throws Exception {
    put("in/x/a.txt", "good");
    put("in/b.json", REFUSED);
    put("done/x/a.txt", "an older one of this name");
    start("prefix: in/\nafter: move");
    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
    assertThat(keys())
        .hasSize(4)
        .contains("done/x/a.txt", "quarantine/b.json", "quarantine/b.json.reason.txt")
        .anyMatch(key -> key.matches("done/x/a-[0-9a-f]{8}\\.txt"));
    assertThat(text("done/x/a.txt")).isEqualTo("an older one of this name");
    assertThat(text("quarantine/b.json.reason.txt")).contains("promt");
  }

  @Test
  void neverTakesWhatItMovedItselfWithinTheListedPrefix() throws Exception {
    put("a.txt", "good");
    start("after: move");
    await().atMost(LIMIT).until(() -> keys().equals(List.of("done/a.txt")));
    put("b.txt", "good");
    await().atMost(LIMIT).until(() -> keys().equals(List.of("done/a.txt", "done/b.txt")));
    assertThat(arrivals()).containsExactly("a.txt", "b.txt");
  }

  @Test
  void deletesAcceptedObjectsAndQuarantinesRefusedOnes() throws Exception {
    put("in/a.txt", "good");
    put("in/b.json", REFUSED);
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
    assertThat(keys()).containsExactly("quarantine/b.json", "quarantine/b.json.reason.txt");
    assertThat(names()).containsExactly("in/a.txt");
  }

  @Test
  void keepsDeletedVersionsInABucketWithVersions() throws Exception {
    S3.client()
        .putBucketVersioning(
            r ->
                r.bucket(bucket)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    put("in/a.txt", "good");
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().isEmpty() && names().size() == 1);
    assertThat(S3.client().listObjectVersions(r -> r.bucket(bucket)).versions()).hasSize(1);
  }

  @Test
  void deletesWhatTheLedgerKnewButACrashLeft() throws Exception {
    put("in/a.txt", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    stop();
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().isEmpty());
    assertThat(names()).containsExactly("in/a.txt");
  }

  @Test
  void saysWhatToDoWhenTheStoreKeepsNoTags(CapturedOutput output) throws Exception {
    put("in/a.txt", "good");
    start("prefix: in/\nafter: tag");
    await().atMost(LIMIT).until(() -> output.getOut().contains("Set after: keep in the flow."));
    assertThat(names()).containsExactly("in/a.txt");
  }

  @Test
  void takesOnlyWantedSuffixesAndNoFolderMarkers() throws Exception {
    put("in/", "");
    put("in/sub/", "");
    put("in/sub_$folder$", "");
    put("in/a.MD", "one");
    put("in/b.text", "two");
    put("in/c.txt", "three");
    start("prefix: in/\nsuffix: .md,.text");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    put("in/d.text", "four");
    await().atMost(LIMIT).until(() -> names().size() == 3);
    assertThat(arrivals()).containsExactly("in/a.MD", "in/b.text", "in/d.text");
  }

  @Test
  void takesNothingThatThisProgramWrote() throws Exception {
    S3.client()
        .putObject(
            r -> r.bucket(bucket).key("in/a-1.png").metadata(Map.of("rivya-job", "01JD")),
            RequestBody.fromString("a result"));
    put("in/b.txt", "good");
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().equals(List.of("in/a-1.png")));
    assertThat(arrivals()).containsExactly("in/b.txt");
  }

  @Test
  void opensSiblingsAndNothingElse() throws Exception {
    put("other/secret.txt", "not yours");
    S3.client()
        .putObject(
            r -> r.bucket(bucket).key("in/cat & dog.png"), RequestBody.fromBytes(Briefs.PNG));
    put("in/1.json", "{'prompt': 'x', 'references': ['cat & dog.png']}".replace('\'', '"'));
    put("in/2.json", "{'prompt': 'x', 'references': ['missing.png']}".replace('\'', '"'));
    put("in/3.json", "{'prompt': 'x', 'references': ['../other/secret']}".replace('\'', '"'));
    put("in/4.json", "{'prompt': 'x', 'references': ['/other/secret']}".replace('\'', '"'));
    start("prefix: in/\nsuffix: .json");
    await().atMost(LIMIT).until(() -> refusals().size() == 3);
    assertThat(names()).containsExactly("in/1.json");
    assertThat(jobs().get(0).references())
        .singleElement()
        .satisfies(file -> assertThat(file.sha256()).isEqualTo(Briefs.sha256(Briefs.PNG)));
  }

  @Test
  void takesAManifestRowByRow() throws Exception {
    put("in/m.jsonl", "{\"prompt\": \"one\"}\nnonsense\n{\"prompt\": \"three\"}\n");
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().contains("quarantine/m.jsonl"));
    await().atMost(LIMIT).until(() -> !keys().contains("in/m.jsonl"));
    assertThat(names()).containsExactly("in/m.jsonl#1", "in/m.jsonl#3");
    assertThat(text("quarantine/m.jsonl.reason.txt")).startsWith("Row 2: ");
  }

  @Test
  void stagesMediaInTheStore() throws Exception {
    S3.client().putObject(r -> r.bucket(bucket).key("in/a.png"), RequestBody.fromBytes(Briefs.PNG));
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() + refusals().size() == 1);
    assertThat(jobs().get(0).references().get(0).sha256()).isEqualTo(Briefs.sha256(Briefs.PNG));
  }

  @Test
  void letsNoMetadataOfAnObjectSteerCamel() throws Exception {
    S3.client()
        .putObject(
            r ->
                r.bucket(bucket)
                    .key("in/a.txt")
                    .contentType("text/plain")
                    .metadata(
                        Map.of(
                            "CamelFileName", "../../evil",
                            "camelhttpuri", "http://127.0.0.1:1/",
                            "CAMELAWSS3KEY", "in/other.txt")),
            RequestBody.fromString("good"));
    put("in/other.txt", "must stay");
    start("prefix: in/a\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().equals(List.of("in/other.txt")));
    assertThat(probe.headers()).isEmpty();
  }

  @Test
  void takesKeysWithEveryKindOfCharacter() throws Exception {
    List<String> odd =
        List.of(
            "in/a b.txt",
            "in/50%25 & more.txt",
            "in/a+b=c?.txt",
            "in/\"quoted\" 'twice'.txt",
            "in/größe-写真-🐈.txt",
            "in/${body} {{x}} #1;.txt",
            "in/" + "long".repeat(50) + ".txt");
    odd.forEach(key -> put(key, "prompt of " + key));
    start("prefix: in/\nafter: move");
    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(odd);
    assertThat(keys())
        .containsExactlyInAnyOrderElementsOf(
            odd.stream().map(key -> key.replaceFirst("^in/", "done/")).toList());
  }

  @Test
  void saysThatTheSecretIsWrong(CapturedOutput output) throws Exception {
    put("in/a.txt", "good");
    start("prefix: in/\nconnection: wrong");
    await().atMost(LIMIT).until(() -> output.getOut().contains("No briefs come from"));
    assertThat(output)
        .contains("SignatureDoesNotMatch. The secret is wrong: check rivya.s3.wrong.secret-key.")
        .doesNotContain("not-the-secret");
  }

  @Test
  void refusesToStartWithAConnectionThatIsNotConfigured() {
    assertThatThrownBy(() -> start("connection: nowhere"))
        .hasStackTraceContaining(
            "There is no S3 connection \"nowhere\": config/application.yaml has [default, wrong]");
  }

  @Test
  void refusesToStartWithAnUnknownAfter() {
    assertThatThrownBy(() -> start("after: burn"))
        .hasStackTraceContaining("has after: burn; it must be keep, tag, move or delete.");
  }

  private void start(String parameters) throws Exception {
    String route =
        """
        - route:
            id: %s
            from:
              uri: kamelet:s3-drop-source
              parameters:
                bucket: %s
                delay: 50
                %s
              steps:
                - bean:
                    ref: probe
                    method: pass
                - to:
                    uri: kamelet:rivya-generation-sink
                    parameters:
                      flow: %s
        """
            .formatted(flow, bucket, parameters.replace("\n", "\n        "), flow);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("flow.camel.yaml", route));
  }

  private List<NewJob> jobs() {
    synchronized (ledger) {
      return ledger.jobs.stream().filter(job -> job.flow().equals(flow)).toList();
    }
  }

  private List<String> names() {
    return jobs().stream().map(NewJob::sourceName).toList();
  }

  private List<String> prompts() {
    return jobs().stream().map(NewJob::prompt).toList();
  }

  private List<String> refusals() {
    synchronized (ledger) {
      return ledger.refusals.keySet().stream().filter(id -> id.startsWith(bucket)).toList();
    }
  }

  private List<String> arrivals() {
    return List.copyOf(probe.arrivals());
  }

  private List<String> keys() {
    return S3.client().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  private String text(String key) {
    return S3.client().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  private void put(String key, String text) {
    S3.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
  }
}
