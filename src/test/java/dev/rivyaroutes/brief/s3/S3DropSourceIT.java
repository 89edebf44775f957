package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.CollectAcceptances;
import dev.rivyaroutes.brief.CommitRows;
import dev.rivyaroutes.brief.ComposeJob;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.FlowProbe;
import dev.rivyaroutes.brief.HandleStepFailure;
import dev.rivyaroutes.brief.StageReferences;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.StageMedia;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.brief.message.OrderedReplays;
import dev.rivyaroutes.brief.message.QuarantineMessages;
import dev.rivyaroutes.brief.poll.PollReports;
import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.testing.RecordingLedger;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Exception;

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
  private static final EndpointStrategy POLL_AT_ONCE = S3DropSourceIT::pollAtOnce;
  private static volatile String flowOfTest;

  @Configuration
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan(basePackageClasses = {MediaStore.class, ReadBriefs.class})
  @ComponentScan(basePackageClasses = MediaStore.class)
  @Import({
    FileWaits.class,
    AcceptBrief.class,
    ReadBriefs.class,
    CollectAcceptances.class,
    CommitRows.class,
    HandleStepFailure.class,
    ComposeJob.class,
    StageMedia.class,
    StageReferences.class
  })
  static class Program {
    @Bean
    SettableClock clock() {
      return new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    }

    @Bean(destroyMethod = "close")
    Replica replica(SettableClock clock) {
      return Replica.alone(clock);
    }

    @Bean
    PollReports pollReports(Replica replica, CamelContext camel, SettableClock clock) {
      return new PollReports(replica.sources, camel, clock);
    }

    @Bean
    FileQuarantines fileQuarantines(
        Replica replica, CamelContext camel, MediaStore store, SettableClock clock) {
      return new FileQuarantines(
          camel,
          new QuarantineMessages(replica.quarantine, store),
          new OrderedReplays(replica.replays, store, replica.signal, clock),
          clock);
    }

    @Bean
    RecordingLedger ledger() {
      return new RecordingLedger();
    }

    @Bean
    DeclaredFlows declaredFlows() {
      return () -> List.of(FlowTarget.generation(flowOfTest, "test-model", "test-account"));
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
    registry.add("spring.datasource.url", () -> "jdbc:sqlite::memory:");
    registry.add("spring.flyway.enabled", () -> "false");
  }

  @AfterAll
  static void closeServer() {
    S3.close();
  }

  @Autowired CamelContext camel;
  @Autowired private Replica replica;
  @Autowired RecordingLedger ledger;
  @Autowired FlowProbe probe;
  @Autowired SettableClock clock;

  private final String bucket = "drop-" + UUID.randomUUID();
  private final String flow = "flow-" + UUID.randomUUID();

  @BeforeEach
  void createBucket() {
    S3.client().createBucket(r -> r.bucket(bucket));
    probe.reset();
    replica.clear();
    flowOfTest = flow;
    ledger.down = false;
    camel.getCamelContextExtension().registerEndpointCallback(POLL_AT_ONCE);
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
  void takesEveryObjectOfTwoPages() throws Exception {
    IntStream.range(0, 1100).parallel().forEach(i -> put("in/%04d.txt".formatted(i), "p" + i));
    start("prefix: in/");
    await().atMost(Duration.ofSeconds(90)).until(() -> names().size() == 1100);
    assertThat(names()).doesNotHaveDuplicates();
  }

  @Test
  void quarantinesWhatAStepOfTheFlowCannotProcess() throws Exception {
    put("in/a.txt", "odd");
    put("in/rows.jsonl", "{\"prompt\":\"odd\"}\n{\"prompt\":\"good row\"}\n");
    put("in/z.txt", "good");

    start("prefix: in/\nafter: move");

    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
    assertThat(prompts()).containsExactlyInAnyOrder("good row", "good");
    assertThat(text("quarantine/a.txt")).isEqualTo("odd");
    assertThat(text("quarantine/a.txt.reason.txt"))
        .contains("A step of the flow cannot process this brief: it is odd.");
    assertThat(text("quarantine/rows.jsonl.reason.txt")).startsWith("Row 1: A step of the flow");
    assertThat(arrivals()).filteredOn("in/a.txt"::equals).hasSize(1);
  }

  @Test
  void takesAPackedObjectAgainThatStaysWhereItIs() throws Exception {
    probe.step(exchange -> exchange.getMessage().setBody(Map.of("promt", "a fox")));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("a fox".getBytes(StandardCharsets.UTF_8));
    }
    S3.client()
        .putObject(
            r -> r.bucket(bucket).key("in/a.txt").contentEncoding("gzip"),
            RequestBody.fromBytes(packed.toByteArray()));
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> quarantined().size() == 1);
    assertThat(quarantined().get(0).message().raw().encoding()).isEqualTo("gzip");
    assertThat(quarantined().get(0).message().setAside()).isNull();

    probe.reset();
    stop();
    put("in/b.txt", "a cat");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> prompts().equals(List.of("a cat")));
    assertThat(arrivals()).as("it is not read again").containsExactly("in/b.txt");

    Order order = new Order("ada", "the flow is corrected");
    assertThat(replica.replays.order(quarantined().get(0), order)).isTrue();
    await().atMost(LIMIT).until(() -> quarantined().get(0).state() == State.TAKEN);
    assertThat(prompts()).containsExactly("a cat", "a fox");
    assertThat(keys()).containsExactly("in/a.txt", "in/b.txt");
  }

  @Test
  void movesAndTakesAgainAnObjectWhoseCopyHasAnotherETag() throws Exception {
    String eTag = putInParts("in/a.txt", "a fox");
    // The process died between copy and delete.
    copy("in/a.txt", "quarantine/a.txt");
    assertThat(S3.client().headObject(r -> r.bucket(bucket).key("quarantine/a.txt")).eTag())
        .isNotEqualTo(eTag);
    refuse("after: move", "quarantine/a.txt");
    assertThat(keys()).containsExactly("quarantine/a.txt", "quarantine/a.txt.reason.txt");

    takeAgain();
    assertThat(prompts()).containsExactly("a fox");
    assertThat(keys()).containsExactly("done/a.txt");
    assertThat(quarantined().get(0).outcome()).doesNotContain("not found");
  }

  @Test
  void takesAgainWhatThenCannotBeTagged() throws Exception {
    put("in/a.txt", "a fox");
    refuse("after: delete", "quarantine/a.txt");
    stop();

    start("prefix: in/\nafter: tag");
    takeAgain();
    assertThat(prompts()).containsExactly("a fox");
    assertThat(quarantined().get(0).outcome())
        .contains("Taken again as job ", " Its original could not be moved or tagged: s3://")
        .endsWith("Set after: keep in the flow.");
    assertThat(keys()).contains("quarantine/a.txt");
  }

  @Test
  void takesAgainWhatLayUnderAnotherPrefix() throws Exception {
    put("in/a.txt", "a fox");
    refuse("after: move", "quarantine/a.txt");
    stop();

    start("prefix: other-prefix/\nafter: move");
    takeAgain();
    assertThat(prompts()).containsExactly("a fox");
    assertThat(keys()).containsExactly("done/in/a.txt");
  }

  @Test
  void writesAReasonForEachRefusedContentOfAKey() throws Exception {
    put("in/a.json", REFUSED);
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().contains("quarantine/a.json"));
    await().atMost(LIMIT).until(() -> !keys().contains("in/a.json"));
    put("in/a.json", REFUSED.replace("promt", "prmpt"));
    await().atMost(LIMIT).until(() -> quarantined().size() == 2 && !keys().contains("in/a.json"));
    assertThat(text("quarantine/a.json.reason.txt")).contains("promt");
    assertThat(keys())
        .hasSize(4)
        .anyMatch(key -> key.matches("quarantine/a-[0-9a-f]{8}\\.json\\.reason\\.txt"));
  }

  /** Refuses an object of the folder in/, and waits until it is moved to a key. */
  private void refuse(String after, String to) throws Exception {
    probe.step(exchange -> exchange.getMessage().setBody(Map.of("promt", "a fox")));
    start("prefix: in/\n" + after);
    await().atMost(LIMIT).until(() -> keys().contains(to));
    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
    probe.reset();
  }

  private void takeAgain() {
    assertThat(replica.replays.order(quarantined().get(0), new Order("ada", null))).isTrue();
    clock.forward(Duration.ofSeconds(2));
    await().atMost(LIMIT).until(() -> quarantined().get(0).state() == State.TAKEN);
  }

  /** Such an ETag is no hash of the content, so that a copy has another one. */
  private String putInParts(String key, String text) {
    String upload = S3.client().createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    String part =
        S3.client()
            .uploadPart(
                r -> r.bucket(bucket).key(key).uploadId(upload).partNumber(1),
                RequestBody.fromString(text))
            .eTag();
    return S3.client()
        .completeMultipartUpload(
            r ->
                r.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(m -> m.parts(p -> p.partNumber(1).eTag(part))))
        .eTag();
  }

  private void copy(String from, String to) {
    S3.client()
        .copyObject(
            r ->
                r.sourceBucket(bucket)
                    .sourceKey(from)
                    .destinationBucket(bucket)
                    .destinationKey(to));
  }

  @Test
  void readsNoRefusedObjectAgainThatStaysOnceTheQuarantineHasItNoMore() throws Exception {
    put("in/a.json", REFUSED);
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> quarantined().size() == 1);
    stop();
    replica.clear();

    put("in/b.txt", "a cat");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> prompts().equals(List.of("a cat")));
    assertThat(arrivals()).containsExactly("in/a.json", "in/b.txt");
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void takesNotTheOldContentOfAnObjectThatWasReplacedWhereItIsSetAside() throws Exception {
    put("in/a.json", REFUSED);
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().contains("quarantine/a.json"));
    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
    assertThat(quarantined().get(0).message().setAside()).isEqualTo("quarantine/a.json");
    put("quarantine/a.json", "{\"prompt\": \"a fox\"}");

    assertThat(replica.replays.order(quarantined().get(0), new Order("ada", null))).isTrue();
    clock.forward(Duration.ofSeconds(2));
    await()
        .atMost(LIMIT)
        .until(() -> quarantined().get(0).message().refusal().code().equals("changed"));
    assertThat(quarantined().get(0).state()).isEqualTo(State.KEPT);
    assertThat(prompts()).isEmpty();
    assertThat(text("quarantine/a.json")).contains("a fox");
  }

  private List<QuarantinedMessage> quarantined() {
    return replica.quarantine.search(new QuarantineSearch(null, null, null, null, null, 9));
  }

  @Test
  void starvesNoObjectBehindTwelveUnusableOnes(CapturedOutput output) throws Exception {
    IntStream.range(0, 6).forEach(i -> put("in/a%02d.txt".formatted(i), "fail" + i));
    IntStream.range(6, 12).forEach(i -> put("in/a%02d.json".formatted(i), REFUSED + i));
    IntStream.range(12, 35).forEach(i -> put("in/b%02d.txt".formatted(i), "good" + i));
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 23);
    assertThat(refusals()).hasSize(6);
    assertThat(output)
        .contains(
            bucket
                + "/in/a00.txt failed and is retried after 1 poll(s); other objects are processed.");
  }

  @Test
  void readsTheGoodObjectBehindMoreFailuresThanAreLogged() throws Exception {
    IntStream.range(0, 60).forEach(i -> put("in/a%02d.txt".formatted(i), "fail" + i));
    put("in/b.txt", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/b.txt")));
  }

  @Test
  void readsTheGoodObjectsInOnePollHoweverManyFail() throws Exception {
    IntStream.range(0, 60).forEach(i -> put("in/a%02d.txt".formatted(i), "fail" + i));
    put("in/b.txt", "good");
    start("prefix: in/\ndelay: 1h");
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/b.txt")));
  }

  @Test
  void endsThePollWhenTheLedgerIsUnavailableAndTakesAllAfterwards(CapturedOutput output)
      throws Exception {
    IntStream.range(0, 40).forEach(i -> put("in/a%02d.txt".formatted(i), "good"));
    ledger.down = true;
    start("prefix: in/\nafter: delete");
    await()
        .atMost(LIMIT)
        .until(() -> output.getOut().contains("s3://" + bucket + "/in/) could not be polled"));
    ledger.down = false;
    await().atMost(LIMIT).until(() -> names().size() == 40);
  }

  @Test
  void logsAnArchivedObjectOnceAndProcessesOthers(CapturedOutput output) throws Exception {
    put("in/a.txt", "good");
    put("in/b.txt", "good");
    probe.action(
        () -> {
          if (probe.arrivals().get(probe.arrivals().size() - 1).equals("in/a.txt")) {
            throw archived();
          }
        });
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/b.txt")));
    put("in/c.txt", "good");
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/b.txt", "in/c.txt")));
    assertThat(output.getOut())
        .containsOnlyOnce(
            bucket + "/in/a.txt is archived and is skipped; other objects are processed.")
        .doesNotContain("a.txt failed");
  }

  private static S3Exception archived() {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidObjectState").build())
            .build();
  }

  @Test
  void takesTheObjectsBesideAKeyThatNoListCanShow() throws Exception {
    put("in/a\u0001\u001f.txt", "strange");
    put("in/b.txt", "good");
    start("prefix: in/\nafter: move");
    await().atMost(LIMIT).until(() -> keys().stream().noneMatch(k -> k.startsWith("in/")));
    assertThat(prompts()).containsExactlyInAnyOrder("strange", "good");
  }

  @Test
  void movesKeysWithOddNamesAndIgnoresFolderMarkers() throws Exception {
    List<String> odd =
        List.of(
            "in/back\\slash.txt",
            "in/a + % ü.txt",
            "in/-dash.txt",
            "in/dot.txt.",
            "in/sp ace.txt ");
    odd.forEach(key -> put(key, "prompt of " + key));
    put("photos/", "");
    start("after: move");
    await().atMost(LIMIT).until(() -> names().size() == odd.size());
    assertThat(names()).containsExactlyInAnyOrderElementsOf(odd);
    assertThat(refusals()).isEmpty();
  }

  @Test
  void refusesWhatHasNoKnownEndingAndPassesOverWhatOthersLeave() throws Exception {
    List<String> left = List.of("in/.DS_Store", "in/@eaDir/a.jpg", "in/Thumbs.db", "in/b.tmp");
    List<String> others = List.of("README", "a.log", "b.url", "c.xmp", "d.html", "e.TIFF");
    left.forEach(key -> put(key, "a fox"));
    others.forEach(name -> put("in/" + name, "a fox"));
    put("in/good.TXT", "a fox");
    S3.client()
        .putObject(
            r -> r.bucket(bucket).key("in/0f8b7c").contentType("image/png"),
            RequestBody.fromBytes(Briefs.PNG));
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> arrivals().contains("in/0f8b7c"));
    clock.forward(Duration.ofSeconds(31));
    await()
        .atMost(LIMIT)
        .until(() -> keys().stream().filter(key -> key.startsWith("in/")).toList().equals(left));
    assertThat(names()).containsExactlyInAnyOrder("in/good.TXT", "in/0f8b7c");
    assertThat(keys())
        .containsAll(others.stream().map(name -> "quarantine/" + name + ".reason.txt").toList());
    assertThat(text("quarantine/c.xmp.reason.txt"))
        .startsWith("A file whose name ends with .xmp is not a brief.");
  }

  @ParameterizedTest
  @CsvSource({
    "keep, true",
    "keep, false",
    "move, true",
    "move, false",
    "delete, true",
    "delete, false"
  })
  void makesOneJobOfAPhotoAndTheDocumentThatNamesIt(String after, boolean photoFirst)
      throws Exception {
    start("prefix: in/\nafter: " + after);
    Runnable photo =
        () ->
            S3.client()
                .putObject(
                    r -> r.bucket(bucket).key("in/pair.png"), RequestBody.fromBytes(Briefs.PNG));
    Runnable document =
        () -> put("in/pair.json", "{\"prompt\": \"x\", \"references\": [\"pair.png\"]}");
    (photoFirst ? photo : document).run();
    await().atMost(LIMIT).until(() -> arrivals().size() >= 1);
    (photoFirst ? document : photo).run();
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/pair.json")));
    await().atMost(LIMIT).until(() -> arrivals().contains("in/pair.png"));
    int before = arrivals().size();
    clock.forward(Duration.ofSeconds(31));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                switch (after) {
                  case "move" -> keys().equals(List.of("done/pair.json", "done/pair.png"));
                  case "delete" -> keys().isEmpty();
                  default -> photoFirst ? arrivals().size() == before + 1 : true;
                });
    assertThat(names()).containsExactly("in/pair.json");
    assertThat(refusals()).isEmpty();
  }

  @Test
  void findsAPhotoThatWasMovedBeforeItsDocumentCame() throws Exception {
    S3.client()
        .putObject(r -> r.bucket(bucket).key("done/a.png"), RequestBody.fromBytes(Briefs.PNG));
    put("in/a.json", "{\"prompt\": \"x\", \"references\": [\"a.png\"]}");
    start("prefix: in/\nafter: move");
    await().atMost(LIMIT).until(() -> arrivals().size() >= 2);
    assertThat(names()).isEmpty();
    clock.forward(Duration.ofSeconds(31));
    await().atMost(LIMIT).until(() -> names().equals(List.of("in/a.json")));
  }

  @Test
  void retriesAnObjectAfterItsBackOff(CapturedOutput output) throws Exception {
    put("in/a.txt", "good");
    AtomicBoolean down = new AtomicBoolean(true);
    probe.action(
        () -> {
          if (down.get()) {
            throw new LedgerUnavailable("the database is away", null);
          }
        });
    put("in/b.txt", "fail");
    put("in/c.txt", "good");
    start("prefix: in/");
    await()
        .atMost(LIMIT)
        .until(() -> output.getOut().contains(bucket + "/in/c.txt failed and is retried after"));
    down.set(false);
    // The order depends on how long each backs off.
    await().atMost(LIMIT).until(() -> Set.copyOf(names()).equals(Set.of("in/a.txt", "in/c.txt")));
  }

  @Test
  void takesAnObjectOnceOverRestarts() throws Exception {
    put("in/a.txt", "same");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    stop();
    put("in/a.txt", "same");
    put("in/b.txt", "later");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    assertThat(arrivals()).containsExactly("in/a.txt", "in/b.txt");
  }

  @Test
  void takesNewContentUnderAnOldKeyAsANewBrief() throws Exception {
    put("in/a.txt", "first");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    put("in/a.txt", "second");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    assertThat(prompts()).containsExactly("first", "second");
  }

  @Test
  void leavesTheNewerObjectThatArrivesWhileTheOlderIsInFlight() throws Exception {
    put("in/a.txt", "older");
    AtomicBoolean replaced = new AtomicBoolean();
    probe.action(
        () -> {
          if (replaced.compareAndSet(false, true)) {
            put("in/a.txt", "newer");
          }
        });
    start("prefix: in/\nafter: delete");
    await().atMost(LIMIT).until(() -> keys().isEmpty());
    assertThat(prompts()).containsExactly("older", "newer");
  }

  @Test
  void takesNothingWhileTheFlowIsOff() throws Exception {
    put("in/a.txt", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    camel.getRouteController().stopRoute(flow);
    camel.getInflightRepository().setInflightBrowseEnabled(true);
    put("in/b.txt", "later");
    await()
        .during(Duration.ofSeconds(1))
        .atMost(LIMIT)
        .until(() -> names().equals(List.of("in/a.txt")) && nothingWaitsForTheFlow());
    camel.getRouteController().startRoute(flow);
    await().atMost(LIMIT).until(() -> names().size() == 2);
  }

  private boolean nothingWaitsForTheFlow() {
    return camel.getInflightRepository().browse().stream().allMatch(e -> e.getDuration() < 300);
  }

  @Test
  void keepsObjectsByDefault() throws Exception {
    put("in/a.txt", "good");
    start("prefix: in/");
    await().atMost(LIMIT).until(() -> names().size() == 1);
    put("in/b.txt", "good too");
    await().atMost(LIMIT).until(() -> names().size() == 2);
    assertThat(keys()).containsExactly("in/a.txt", "in/b.txt");
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
  void deletesWhatTheLedgerHasButACrashLeft() throws Exception {
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
  void readsOnlyTheNamedSuffixesAndNoFolderMarkers() throws Exception {
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
    await().atMost(LIMIT).until(() -> arrivals().contains("in/4.json"));
    clock.forward(Duration.ofSeconds(31));
    await().atMost(LIMIT).until(() -> refusals().size() == 3);
    assertThat(names()).containsExactly("in/1.json");
    assertThat(jobs().get(0).references())
        .singleElement()
        .satisfies(file -> assertThat(file.sha256()).isEqualTo(DigestUtils.sha256Hex(Briefs.PNG)));
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
    await().atMost(LIMIT).until(() -> arrivals().size() == 1);
    clock.forward(Duration.ofSeconds(31));
    await().atMost(LIMIT).until(() -> names().size() + refusals().size() == 1);
    assertThat(jobs().get(0).references().get(0).sha256())
        .isEqualTo(DigestUtils.sha256Hex(Briefs.PNG));
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
  void reportsItsPollsAndWhatItHasNotTaken() throws Exception {
    put("in/a.txt", "good");
    put("in/b.txt", "fail");
    start("prefix: in/");

    await()
        .atMost(LIMIT)
        .until(
            () ->
                replica.sources.all().stream()
                    .anyMatch(row -> Long.valueOf(1).equals(row.backlog().waiting())));

    Source row = replica.sources.all().get(0);
    assertThat(row.route().address()).isEqualTo("s3://" + bucket + "/in/");
    assertThat(row.backlog().oldestAt()).isNotNull();
    assertThat(row.polledAt()).isNotNull();
    assertThat(row.cause()).isNull();
  }

  @Test
  void saysThatTheSecretIsWrong(CapturedOutput output) throws Exception {
    put("in/a.txt", "good");
    start("prefix: in/\nconnection: wrong");
    await().atMost(LIMIT).until(() -> output.getOut().contains("could not be polled"));
    assertThat(output)
        .contains(
            "SignatureDoesNotMatch (", "The secret is wrong: check rivya.s3.wrong.secret-key.")
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
            .formatted(flow, bucket, delayed(parameters).replace("\n", "\n        "), flow);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("flow.camel.yaml", route));
  }

  /** The first poll is due after a second; a source that polls often need not wait for it. */
  private static Endpoint pollAtOnce(String uri, Endpoint endpoint) {
    if (endpoint instanceof TimerEndpoint timer && timer.getPeriod() < timer.getDelay()) {
      timer.setDelay(timer.getPeriod());
    }
    return endpoint;
  }

  private static String delayed(String parameters) {
    return parameters.contains("delay:") ? parameters : parameters + "\ndelay: 50";
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
    return S3
        .client()
        .listObjectsV2(r -> r.bucket(bucket).encodingType(EncodingType.URL))
        .contents()
        .stream()
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
