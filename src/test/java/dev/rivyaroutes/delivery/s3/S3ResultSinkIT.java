package dev.rivyaroutes.delivery.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.Results;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.core.sync.RequestBody;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "rivya.media.store=s3://media/blobs",
      "camel.main.routes-include-pattern=false",
      "logging.level.root=warn"
    })
class S3ResultSinkIT implements SinkContract {
  private static final S3Server S3 = S3Server.onDisk();

  @Configuration
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan(basePackageClasses = MediaStore.class)
  @ComponentScan(basePackageClasses = MediaStore.class)
  static class Program {
    @Bean
    SettableClock clock() {
      return new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    }
  }

  @DynamicPropertySource
  static void connections(DynamicPropertyRegistry registry) {
    S3.client().createBucket(r -> r.bucket("media"));
    S3.properties("default").forEach((key, value) -> registry.add(key, () -> value));
    S3.properties("old").forEach((key, value) -> registry.add(key, () -> value));
    registry.add("rivya.s3.old.checksums", () -> "when-required");
    S3.properties("wrong").forEach((key, value) -> registry.add(key, () -> value));
    registry.add("rivya.s3.wrong.secret-key", () -> "not-the-secret");
    S3.properties("away").forEach((key, value) -> registry.add(key, () -> value));
    registry.add("rivya.s3.away.endpoint", () -> "http://127.0.0.1:" + FreePort.find());
    registry.add("spring.datasource.url", () -> "jdbc:sqlite::memory:");
    registry.add("spring.flyway.enabled", () -> "false");
  }

  @AfterAll
  static void closeServer() {
    S3.close();
  }

  @Autowired CamelContext camel;
  @Autowired ProducerTemplate template;
  @Autowired MediaStore store;

  private final String bucket = "out-" + UUID.randomUUID();
  private String connection = "default";

  @BeforeEach
  void createBucket() {
    S3.client().createBucket(r -> r.bucket(bucket));
  }

  @Override
  public SinkRoutes routes() {
    return new SinkRoutes(camel);
  }

  @Override
  public String kamelet() {
    return "s3-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("bucket", bucket, "connection", connection);
  }

  @Override
  public List<String> effects() {
    return keys();
  }

  @Override
  public void disconnect() {
    connection = "away";
  }

  @Override
  public void reconnect() {
    connection = "default";
  }

  @Override
  public Result refusedForGood() {
    return Results.succeeded("in/cat.txt", Results.png(1, "deleted by rivya.media.keep"));
  }

  @Test
  void putsTheFileWithItsTypeAndMarks() throws Exception {
    ResultFile file = stored(1, "picture");
    Result result = Results.succeeded("in/cat.txt", file);
    assertThat(deliver("prefix=out", result, file)).isEqualTo("s3://" + bucket + "/out/cat-1.png");
    var head = S3.client().headObject(r -> r.bucket(bucket).key("out/cat-1.png"));
    assertThat(text("out/cat-1.png")).isEqualTo("picture");
    assertThat(head.contentType()).isEqualTo("image/png");
    assertThat(head.metadata())
        .containsEntry("rivya-job", result.jobId())
        .containsEntry("rivya-delivery", result.deliveryId())
        .containsEntry("rivya-sha256", file.sha256())
        .containsEntry("rivya-model", "nano-banana-2");
  }

  @Test
  void putsWithoutTheNewestChecksums() throws Exception {
    ResultFile file = stored(1, "picture");
    deliver("connection=old", Results.succeeded("in/cat.txt", file), file);
    assertThat(text("cat-1.png")).isEqualTo("picture");
  }

  @Test
  void changesNothingAtARepeat() throws Exception {
    ResultFile file = stored(1, "picture");
    Result result = Results.succeeded("in/cat.txt", file);
    deliver("sidecar=true", result, file);
    var before = S3.client().listObjectsV2(r -> r.bucket(bucket)).contents();
    deliver("sidecar=true", result, file);
    assertThat(S3.client().listObjectsV2(r -> r.bucket(bucket)).contents()).isEqualTo(before);
  }

  @Test
  void replacesOtherBytesOfTheSameJob() throws Exception {
    ResultFile first = stored(1, "first try");
    ResultFile second = stored(1, "replayed");
    deliver("", Results.succeeded("in/cat.txt", first), first);
    deliver("", Results.succeeded("in/cat.txt", second), second);
    assertThat(keys()).containsExactly("cat-1.png");
    assertThat(text("cat-1.png")).isEqualTo("replayed");
  }

  @Test
  void neverOverwritesWhatBelongsToOthers() throws Exception {
    S3.client()
        .putObject(
            r -> r.bucket(bucket).key("cat-1.png"), RequestBody.fromString("somebody's own"));
    ResultFile file = stored(1, "picture");
    Result result = Results.succeeded("in/cat.txt", file);
    String own = ResultNames.withJob("cat-1.png", result.jobId());
    assertThat(deliver("", result, file)).isEqualTo("s3://" + bucket + "/" + own);
    deliver("", result, file);
    assertThat(keys()).containsExactlyInAnyOrder("cat-1.png", own);
    assertThat(text("cat-1.png")).isEqualTo("somebody's own");
  }

  @Test
  void keepsTheResultsOfTwoBriefsOfOneName() throws Exception {
    ResultFile older = stored(1, "of the first brief");
    ResultFile newer = stored(1, "of the second brief");
    Result first = Results.of("01JDCZ4Q6V8M2N3P4R5S6T7V8W", "in/cat.txt", null, older);
    Result second = Results.of("01JDCZ4Q6V8M2N3P4R5S6T7V8X", "in/cat.txt", null, newer);
    deliver("", first, older);
    deliver("", second, newer);
    deliver("", first, older);
    assertThat(text("cat-1.png")).isEqualTo("of the first brief");
    assertThat(text(ResultNames.withJob("cat-1.png", second.jobId())))
        .isEqualTo("of the second brief");
    assertThat(keys()).hasSize(2);
  }

  @Test
  void givesEachOfTwoRacingJobsItsOwnObject() throws Exception {
    List<Result> results =
        IntStream.range(0, 8)
            .mapToObj(i -> Results.of("01JDCZ4Q6V8M2N3P4R5S6T7V8" + i, "in/cat.txt", null))
            .toList();
    ExecutorService replicas = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> done =
          results.stream()
              .map(
                  result -> {
                    ResultFile file = stored(1, "of " + result.jobId());
                    return replicas.submit(() -> deliver("", result, file));
                  })
              .toList();
      for (int i = 0; i < 8; i++) {
        String key = done.get(i).get().replace("s3://" + bucket + "/", "");
        assertThat(text(key)).isEqualTo("of " + results.get(i).jobId());
      }
    } finally {
      replicas.shutdownNow();
    }
    assertThat(keys()).hasSize(8).contains("cat-1.png");
  }

  @Test
  void putsAllFilesAndTheirDocuments() throws Exception {
    Result result = Results.succeeded("in/cat.txt", stored(1, "one"), stored(2, "two"));
    assertThat(deliver("prefix=out/&sidecar=true", result, null).split(" ")).hasSize(2);
    assertThat(keys())
        .containsExactlyInAnyOrder(
            "out/cat-1.png", "out/cat-1.png.json", "out/cat-2.png", "out/cat-2.png.json");
    JsonNode sidecar = JsonMapper.builder().build().readTree(text("out/cat-2.png.json"));
    assertThat(sidecar.at("/job").asText()).isEqualTo(result.jobId());
    assertThat(sidecar.at("/files/0/n").asInt()).isEqualTo(2);
  }

  @Test
  void writesWhyAFailedResultFailed() throws Exception {
    assertThat(deliver("prefix=out/", Results.failed("in/cat.txt"), null))
        .isEqualTo("s3://" + bucket + "/out/cat.error.json");
    assertThat(text("out/cat.error.json")).contains("Rivya refused the prompt: rephrase it.");
  }

  @Test
  void writesTheDocumentOfAResultWithoutMedia() throws Exception {
    deliver("", Results.succeeded("in/cat.txt"), null);
    assertThat(keys()).containsExactly("cat-1.json");
  }

  @Test
  void takesNamesWithEveryKindOfCharacter() throws Exception {
    ResultFile file = stored(1, "picture");
    deliver("", Results.succeeded("in/größe 写真 50% & a+b='c'.txt", file), file);
    assertThat(keys()).containsExactly("größe 写真 50% & a+b='c'-1.png");
  }

  @Test
  void takesANameTemplateFromAFlowFile() throws Exception {
    String route =
        """
        - route:
            id: %s
            from:
              uri: direct:%s
              steps:
                - to:
                    uri: kamelet:s3-result-sink
                    parameters:
                      bucket: %s
                      prefix: out
                      name: "{path}/{source} {n} of {model}.{ext}"
        """
            .formatted(bucket, bucket, bucket);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("flow.camel.yaml", route));
    ResultFile file = stored(1, "picture");
    deliverTo("direct:" + bucket, Results.succeeded("in/cat.txt", file), file);
    assertThat(keys()).containsExactly("out/in/cat 1 of nano-banana-2.png");
  }

  /** With one pool for both, readers of the media store could hold all that a writer waits for. */
  @Test
  void writesWhileReadersUseAllConnectionsOfTheMediaStore() throws Exception {
    byte[] bytes = new byte[4 * 1024 * 1024];
    String sha256 = store.put(new ByteArrayInputStream(bytes), bytes.length).sha256();
    List<InputStream> readers = new ArrayList<>();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 64; i++) {
        readers.add(store.open(sha256));
      }
      writer
          .submit(() -> deliver("", Results.failed("in/cat.txt"), null))
          .get(20, TimeUnit.SECONDS);
    } finally {
      for (InputStream reader : readers) {
        reader.close();
      }
      writer.shutdownNow();
    }
    assertThat(keys()).containsExactly("cat.error.json");
  }

  @Test
  void saysWhyItCannotWrite() {
    ResultFile file = stored(1, "picture");
    assertThatThrownBy(
            () -> deliver("connection=wrong", Results.succeeded("in/cat.txt", file), file))
        .isInstanceOf(DeliveryFailed.class)
        .hasMessageContaining("S3 connection wrong cannot write to s3://" + bucket)
        .hasMessageNotContaining("not-the-secret");
    ResultFile lost = Results.png(1, "never stored");
    assertThatThrownBy(() -> deliver("", Results.succeeded("in/cat.txt", lost), lost))
        .hasMessageContaining(
            "The result of job " + Results.JOB + " was not written to s3://" + bucket)
        .hasMessageContaining("the media store no longer has its file");
  }

  /** 1.2 GB into the media store and out of it again, with a heap of 1 GB that all of it shares. */
  @Test
  void streamsFortyVideosAtOnceInBoundedMemory() throws Exception {
    Runtime runtime = Runtime.getRuntime();
    ExecutorService videos = Executors.newFixedThreadPool(40);
    try {
      List<Future<String>> done =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      videos.submit(
                          () -> {
                            // One is near the limit of 50 MB.
                            long size = (i == 0 ? 49L : 30L) * 1024 * 1024;
                            StoredMedia media = store.put(new Noise(i, size), size);
                            ResultFile file =
                                new ResultFile(
                                    1, "v.mp4", "video/mp4", "mp4", size, media.sha256());
                            String job = "01JDCZ4Q6V8M2N3P4R5S6T7V%02d".formatted(i);
                            return deliver("", Results.of(job, "v" + i, null, file), file);
                          }))
              .toList();
      long highest = 0;
      for (Future<String> one : done) {
        while (!isDone(one)) {
          highest = Math.max(highest, runtime.totalMemory() - runtime.freeMemory());
        }
      }
      assertThat(keys()).hasSize(40);
      assertThat(highest).isLessThan(980L * 1024 * 1024);
    } finally {
      videos.shutdownNow();
    }
  }

  private static boolean isDone(Future<?> work) throws Exception {
    try {
      work.get(20, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private String deliver(String parameters, Result result, ResultFile file) throws Exception {
    String uri = "kamelet:s3-result-sink?bucket=" + bucket;
    return deliverTo(parameters.isEmpty() ? uri : uri + "&" + parameters, result, file);
  }

  private String deliverTo(String uri, Result result, ResultFile file) throws Exception {
    Exchange exchange =
        template.request(
            uri,
            e -> {
              e.setVariable(Variables.RESULT, result);
              e.setVariable(Variables.FILE, file);
            });
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange.getVariable(Variables.DELIVERED_TO, String.class);
  }

  @Override
  public ResultFile stored(int n, String content) {
    try {
      store.put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 1_000);
      return Results.png(n, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> keys() {
    return S3.client().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  private String text(String key) {
    return S3.client().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  /** So many bytes, different for each seed. */
  private static final class Noise extends InputStream {
    private final int seed;
    private long left;

    Noise(int seed, long size) {
      this.seed = seed;
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? (int) (left * 31 + seed) & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(length, left);
      Arrays.fill(bytes, from, from + n, (byte) (seed + left / 4096));
      left -= n;
      return n;
    }
  }
}
