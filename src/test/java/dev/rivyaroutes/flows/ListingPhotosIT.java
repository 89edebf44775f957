package dev.rivyaroutes.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.OnlyTheProgram;
import dev.rivyaroutes.testing.S3Server;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.core.sync.RequestBody;

/** The shipped flow listing-photos, whole: one real bucket is its source and its sink. */
class ListingPhotosIT {
  private static final String BUCKET = "listing";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** A flow without any folders: source and sink share even the prefix. */
  private static final String SAME_PLACE =
      """
      - route:
          id: same-place
          from:
            uri: kamelet:s3-drop-source
            parameters:
              bucket: same-place
              delay: 500ms
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: same-place
                    account: production-image-workflow
                    model: nano-banana-2
      - route:
          id: same-place-results
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: same-place
              sink: bucket
            steps:
              - to:
                  uri: kamelet:s3-result-sink
                  parameters:
                    bucket: same-place
                    sidecar: true
      """;

  @TempDir static Path folder;

  private static final S3Server S3 = S3Server.inMemory();
  private static SimulatedRivya rivya;
  private static ConfigurableApplicationContext program;

  @BeforeAll
  static void start() throws IOException {
    S3.client().createBucket(b -> b.bucket(BUCKET));
    S3.client().createBucket(b -> b.bucket("same-place"));
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
    Path flow = Files.writeString(folder.resolve("same-place.camel.yaml"), SAME_PLACE);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.datasource.url=jdbc:sqlite:" + folder.resolve("ledger.db"),
                "rivya.media.store=file:" + folder.resolve("media"),
                "rivya.routes=file:routes/listing-photos.camel.yaml,file:" + flow,
                "rivya.accounts.production-image-workflow.base-url=" + rivya.baseUri(),
                "rivya.accounts.production-image-workflow.api-key=" + SimulatorSettings.DEFAULT_KEY,
                "rivya.accounts.production-image-workflow.rate=200/s",
                "rivya.wait.first=100ms",
                "rivya.wait.interval=200ms..300ms",
                "listing.enabled=true",
                "listing.list=" + folder.resolve("list"),
                "listing.bucket=" + BUCKET));
    S3.properties("default").forEach((key, value) -> settings.add(key + "=" + value));
    SpringApplication whole = new SpringApplication(RivyaRoutes.class);
    whole.addInitializers(
        context -> context.getBeanFactory().registerSingleton("only", new OnlyTheProgram()));
    program = whole.run(settings.stream().map(s -> "--" + s).toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    program.close();
    rivya.close();
    S3.close();
  }

  @BeforeEach
  void atOnce() {
    rivya.timing(Timing.AT_ONCE);
  }

  @Test
  void delivers23ResultsAnd12Refusals() throws IOException {
    IntStream.range(0, 6).forEach(i -> put("in/a%02d.png".formatted(i), "no picture " + i));
    IntStream.range(6, 12).forEach(i -> put("in/a%02d.jpg".formatted(i), ""));
    IntStream.range(12, 35).forEach(i -> put("in/b%02d.png".formatted(i), photo(i)));
    await().atMost(LIMIT).until(() -> keys("out/b").size() == 23 && keys("failed/a").size() == 12);

    assertThat(keys("out/b"))
        .isEqualTo(IntStream.range(12, 35).mapToObj(i -> "out/b" + i + "-1.png").toList());
    for (String key : keys("out/b")) {
      assertThat(ImageIO.read(new ByteArrayInputStream(bytes(BUCKET, key)))).as(key).isNotNull();
    }
    assertThat(new String(bytes(BUCKET, "failed/a00.error.json")))
        .contains("it is text", "in/a00.png");
    assertThat(paid("b")).hasSize(23);
    await().atMost(LIMIT).until(() -> listed("b").size() == 23);
    assertThat(listed("b")).doesNotHaveDuplicates();
  }

  @Test
  void deliversBothWhenAnObjectIsReplacedWhileItsOldVersionIsInFlight() {
    rivya.timing(Timing.all(Duration.ofSeconds(3)));
    put("in/sofa.png", photo(100));
    await().atMost(LIMIT).until(() -> paid("sofa").size() == 1);
    put("in/sofa.png", photo(200));
    await().atMost(LIMIT).until(() -> keys("out/sofa").size() == 2);

    assertThat(paid("sofa"))
        .hasSize(2)
        .extracting(PaidGeneration::params)
        .as("each its own photo")
        .doesNotHaveDuplicates();
    assertThat(keys("out/sofa")).contains("out/sofa-1.png");
    assertThat(jobs("listing-photos", "sofa")).hasSize(2);
  }

  @Test
  void takesNoResultForABriefWhereSourceAndSinkAreOnePlace() throws IOException {
    S3.client()
        .putObject(
            r -> r.bucket("same-place").key("vase.txt"), RequestBody.fromString("a green vase"));
    List<String> three = List.of("vase-1.png", "vase-1.png.json", "vase.txt");
    await().atMost(LIMIT).until(() -> S3.keys("same-place", "").equals(three));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(() -> S3.keys("same-place", "").equals(three));
    assertThat(jobs("same-place", null)).extracting(JobSummary::state).containsExactly("done");
  }

  private static byte[] photo(int number) {
    try {
      BufferedImage image = new BufferedImage(16 + number, 16, BufferedImage.TYPE_INT_RGB);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(String key, byte[] bytes) {
    S3.client().putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  private static List<String> keys(String prefix) {
    return S3.keys(BUCKET, prefix);
  }

  private static byte[] bytes(String bucket, String key) {
    return S3.client().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
  }

  /** What the simulator was paid for jobs whose brief has this word in its name. */
  private static List<PaidGeneration> paid(String word) {
    List<String> ids = jobs("listing-photos", "in/" + word).stream().map(JobSummary::id).toList();
    return rivya.generations().all().stream()
        .filter(one -> ids.contains(one.idempotencyKey()))
        .toList();
  }

  private static List<JobSummary> jobs(String flow, String word) {
    return program.getBean(FindJobs.class).search(new JobSearch(null, flow, null, word, null, 100));
  }

  /** The delivery ids of the lines of the list, for briefs whose name starts so. */
  private static List<String> listed(String word) throws IOException {
    Path list = folder.resolve("list/results.jsonl");
    List<String> ids = new ArrayList<>();
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        Map<?, ?> result = new ObjectMapper().readValue(line, Map.class);
        if (result.toString().contains("in/" + word)) {
          ids.add(line);
        }
      }
    }
    return ids;
  }
}
