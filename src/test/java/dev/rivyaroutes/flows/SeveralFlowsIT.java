package dev.rivyaroutes.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.connection.sftp.TestSftpServer;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.OnlyTheProgram;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.S3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The shipped flows bucket-briefs, http-orders and nightly-catalog, whole, in one program: from two
 * buckets, HTTP and an SFTP server to a mailbox, a receiver of callbacks and PostgreSQL.
 */
class SeveralFlowsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String TEAM = "team@example.com";

  @TempDir static Path folder;

  private static final S3Server S3 = S3Server.inMemory();
  private static final GreenMailServer MAIL = new GreenMailServer();
  private static RecordingHttpServer receiver;
  private static TestSftpServer sftp;
  private static EmbeddedPostgres postgres;
  private static JdbcTemplate shop;
  private static SimulatedRivya rivya;
  private static ConfigurableApplicationContext program;

  @BeforeAll
  static void start() throws Exception {
    S3.client().createBucket(b -> b.bucket("briefs"));
    S3.client().createBucket(b -> b.bucket("results"));
    MAIL.greenMail().setUser(TEAM, TEAM, GreenMailServer.PASSWORD);
    receiver = new RecordingHttpServer();
    sftp = new TestSftpServer(folder.resolve("server"));
    Files.createDirectories(sftp.root().resolve("out"));
    postgres = EmbeddedPostgres.start();
    shop = new JdbcTemplate(postgres.getPostgresDatabase());
    shop.execute(Document.page("databases").blocks("sql").get(0).text());
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
    rivya.timing(Timing.AT_ONCE);
    SpringApplication whole = new SpringApplication(RivyaRoutes.class);
    whole.addInitializers(
        context -> context.getBeanFactory().registerSingleton("only", new OnlyTheProgram()));
    program = whole.run(settings().stream().map(s -> "--" + s).toArray(String[]::new));
  }

  private static List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.datasource.url=jdbc:sqlite:" + folder.resolve("ledger.db"),
                "rivya.media.store=file:" + folder.resolve("media"),
                "rivya.routes=file:routes/bucket-briefs.camel.yaml,file:routes/http-orders.camel.yaml,file:routes/nightly-catalog.camel.yaml",
                "rivya.accounts.production-image-workflow.base-url=" + rivya.baseUri(),
                "rivya.accounts.production-image-workflow.api-key=" + SimulatorSettings.DEFAULT_KEY,
                "rivya.accounts.production-image-workflow.rate=200/s",
                "rivya.wait.first=100ms",
                "rivya.wait.interval=200ms..300ms",
                "rivya.callbacks.default.url=" + receiver.url("/rivya"),
                "rivya.callbacks.default.secret=" + SECRET,
                "rivya.callbacks.default.allow-private=true",
                "rivya.sftp.default.host=127.0.0.1",
                "rivya.sftp.default.port=" + sftp.port(),
                "rivya.sftp.default.user=" + TestSftpServer.USER,
                "rivya.sftp.default.password=" + TestSftpServer.PASSWORD,
                "rivya.sftp.default.fingerprints=" + sftp.fingerprint(),
                "rivya.database.default.url=jdbc:postgresql://127.0.0.1:"
                    + postgres.getPort()
                    + "/postgres",
                "rivya.database.default.username=postgres",
                "bucket-briefs.enabled=true",
                "bucket-briefs.team=" + TEAM,
                "http-orders.enabled=true",
                "nightly-catalog.enabled=true",
                "nightly-catalog.delay=3s"));
    S3.properties("default").forEach((key, value) -> settings.add(key + "=" + value));
    MAIL.properties("default").forEach((key, value) -> settings.add(key + "=" + value));
    return settings;
  }

  @AfterAll
  static void stop() throws Exception {
    program.close();
    rivya.close();
    postgres.close();
    sftp.close();
    receiver.close();
    MAIL.close();
    S3.close();
  }

  @Test
  void putsTheImagesOfABucketIntoAnotherAndMailsTheFailures() throws Exception {
    put("lamp.txt", "a brass lamp".getBytes(StandardCharsets.UTF_8));
    put("shop/chair.png", photo());
    put(
        "shop/chair.json",
        "{\"prompt\": \"a chair in a garden\", \"references\": [\"chair.png\"]}"
            .getBytes(StandardCharsets.UTF_8));
    put("broken.json", "{\"prompt\": ".getBytes(StandardCharsets.UTF_8));

    await().atMost(LIMIT).until(() -> keys("results").size() == 2 && mails().size() == 1);
    assertThat(keys("results")).containsExactly("lamp-1.png", "shop/chair-1.png");
    for (String key : keys("results")) {
      byte[] image = S3.client().getObjectAsBytes(r -> r.bucket("results").key(key)).asByteArray();
      assertThat(ImageIO.read(new ByteArrayInputStream(image))).as(key).isNotNull();
    }
    assertThat(keys("briefs")).as("nothing is moved or deleted").hasSize(4);
    MimeMessage mail = mails().get(0);
    assertThat(mail.getSubject()).contains("broken");
    assertThat(text(mail)).contains("broken.json", "JSON");
    assertThat(paid("a brass lamp")).hasSize(1);
    assertThat(paid("a chair in a garden")).hasSize(1);
  }

  @Test
  void callsBackForEachPostedBriefAlsoWhereItFails() throws Exception {
    rivya
        .trouble()
        .add(Trouble.always(Operation.CREATE, TroubleKind.FAILED_TASK).withMatch("a lost ship"));
    String job = post("order-1", "{\"prompt\": \"a blue house\"}", 202);
    assertThat(post("order-1", "{\"prompt\": \"a blue house\"}", 200)).isEqualTo(job);
    String failed = post("order-2", "{\"prompt\": \"a lost ship\"}", 202);

    await().atMost(LIMIT).until(() -> receiver.calls.size() == 2);
    for (RecordingHttpServer.Call call : receiver.calls) {
      Map<String, List<String>> headers =
          Map.of(
              "webhook-id", List.of(call.header("webhook-id")),
              "webhook-timestamp", List.of(call.header("webhook-timestamp")),
              "webhook-signature", List.of(call.header("webhook-signature")));
      new Webhook(SECRET).verify(call.text(), HttpHeaders.of(headers, (name, value) -> true));
    }
    JsonNode good = callback(job);
    assertThat(good.path("status").asText()).isEqualTo("succeeded");
    assertThat(good.path("files").get(0).path("url").asText()).endsWith(job + "/files/1");
    JsonNode bad = callback(failed);
    assertThat(bad.path("status").asText()).isEqualTo("failed");
    assertThat(bad.path("error").path("message").asText()).isNotBlank();
    assertThat(paid("a blue house")).hasSize(1);
  }

  @Test
  void writesARowForEachRowOfTheNightlyFile() throws IOException {
    Path part = sftp.root().resolve("catalog.part");
    Files.writeString(part, "prompt,params.aspect_ratio\na red bicycle,16:9\n,1:1\na cup,1:1\n");
    Files.move(part, sftp.root().resolve("out/catalog.csv"));

    await().atMost(LIMIT).until(() -> rows().size() == 3);
    assertThat(rows())
        .extracting(row -> row.get("status"))
        .containsExactly("succeeded", "failed", "succeeded");
    assertThat(rows().get(0).get("files").toString()).contains("/files/1");
    assertThat(rows().get(1).get("error_text").toString()).contains("prompt");
    assertThat(rows())
        .allSatisfy(row -> assertThat(row.get("source_name").toString()).contains("catalog.csv"));
    assertThat(paid("a red bicycle")).hasSize(1);
    assertThat(paid("a cup")).hasSize(1);
    assertThat(sftp.root().resolve("out/catalog.csv")).as("nothing is moved or deleted").exists();
  }

  private static void put(String key, byte[] bytes) {
    S3.client().putObject(r -> r.bucket("briefs").key(key), RequestBody.fromBytes(bytes));
  }

  private static List<String> keys(String bucket) {
    return S3.keys(bucket, "");
  }

  private static byte[] photo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  private static List<MimeMessage> mails() {
    return List.of(MAIL.greenMail().getReceivedMessagesForDomain(TEAM));
  }

  private static String text(MimeMessage mail) throws Exception {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    mail.writeTo(raw);
    return raw.toString(StandardCharsets.UTF_8);
  }

  private static String post(String key, String brief, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + program.getEnvironment().getProperty("local.server.port")
                        + "/api/flows/http-orders/jobs"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(brief))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.PLAIN.readTree(answer.body()).path("id").asText();
  }

  private static JsonNode callback(String job) {
    return receiver.calls.stream()
        .map(RecordingHttpServer.Call::json)
        .filter(document -> document.toString().contains(job))
        .findFirst()
        .orElseThrow();
  }

  private static List<Map<String, Object>> rows() {
    return shop.queryForList("select * from rivya_results order by source_id");
  }

  private static List<PaidGeneration> paid(String prompt) {
    return rivya.generations().all().stream().filter(one -> one.prompt().contains(prompt)).toList();
  }
}
