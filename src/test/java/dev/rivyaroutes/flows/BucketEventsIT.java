package dev.rivyaroutes.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.brief.sqs.Notifications;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.OnlyTheProgram;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SqsServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The shipped flow bucket-events, whole: its own results are announced to it as well. */
class BucketEventsIT {
  private static final String BUCKET = "photos";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir static Path folder;

  private static final S3Server S3 = S3Server.inMemory();
  private static final SqsServer SQS = new SqsServer();
  private static String queue;
  private static SimulatedRivya rivya;
  private static ConfigurableApplicationContext program;

  @BeforeAll
  static void start() {
    S3.client().createBucket(b -> b.bucket(BUCKET));
    queue = SQS.client().createQueue(r -> r.queueName("events-of-photos")).queueUrl();
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
    rivya.timing(Timing.AT_ONCE);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.datasource.url=jdbc:sqlite:" + folder.resolve("ledger.db"),
                "rivya.media.store=file:" + folder.resolve("media"),
                "rivya.routes=file:routes/bucket-events.camel.yaml",
                "rivya.accounts.production-image-workflow.base-url=" + rivya.baseUri(),
                "rivya.accounts.production-image-workflow.api-key=" + SimulatorSettings.DEFAULT_KEY,
                "rivya.accounts.production-image-workflow.rate=200/s",
                "rivya.wait.first=100ms",
                "rivya.wait.interval=200ms..300ms",
                "rivya.brief.wait-for-files=500ms",
                "rivya.sqs.default.endpoint=" + SQS.endpoint(),
                "rivya.sqs.default.access-key=test",
                "rivya.sqs.default.secret-key=test",
                "bucket-events.enabled=true",
                "bucket-events.queue=events-of-photos",
                "bucket-events.bucket=" + BUCKET));
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
    SQS.close();
    S3.close();
  }

  @Test
  void turnsAnnouncedPhotosIntoImagesAndPassesOverItsOwn() throws IOException {
    for (int i = 0; i < 12; i++) {
      put("in/caf\u00e9 + %d%%.png".formatted(i), photo(i));
    }
    put("in/bad.png", "no picture".getBytes(StandardCharsets.UTF_8));
    await().atMost(LIMIT).until(() -> keys("out/").size() == 12 && keys("failed/").size() == 1);

    for (S3Object own :
        S3.client().listObjectsV2(r -> r.bucket(BUCKET).prefix("out/")).contents()) {
      announce(own.key(), own.eTag());
    }
    await().atMost(LIMIT).until(() -> waiting().equals(List.of("0", "0")));
    assertThat(keys("out/")).hasSize(12).allMatch(key -> key.contains("caf\u00e9"));
    assertThat(keys("failed/")).hasSize(1);
  }

  private static List<String> waiting() {
    var counts =
        SQS.client()
            .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return List.of(
        counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static void put(String key, byte[] content) {
    String eTag =
        S3.client()
            .putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(content))
            .eTag();
    announce(key, eTag);
  }

  private static void announce(String key, String eTag) {
    String body = Notifications.created(BUCKET, key, eTag.replace("\"", ""));
    SQS.client().sendMessage(r -> r.queueUrl(queue).messageBody(body));
  }

  private static byte[] photo(int i) throws IOException {
    BufferedImage image = new BufferedImage(64 + i, 64, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static List<String> keys(String prefix) {
    return S3.keys(BUCKET, prefix);
  }
}
