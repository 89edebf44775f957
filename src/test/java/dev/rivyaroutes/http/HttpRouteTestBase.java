package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.testing.OpenCalls;
import dev.rivyaroutes.testing.RecordingLedger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A real HTTP client before a real server, as the submitter of all test flows. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = HttpProgram.class,
    properties = {
      "camel.main.routes-include-pattern=classpath:camel/chat.camel.yaml,classpath:camel/receive-events.camel.yaml,classpath:camel/refuse-unknown-flow.camel.yaml,classpath:http-flows/*.camel.yaml",
      "spring.flyway.enabled=false",
      "spring.servlet.multipart.enabled=false",
      "management.server.port=0",
      // Fewer than callers that are slow.
      "server.jetty.threads.max=16",
      "rivya.access.tokens[0].name=erp",
      "rivya.access.tokens[0].token=" + HttpRouteTestBase.TOKEN,
      "rivya.access.tokens[0].role=submitter",
      "rivya.access.tokens[0].flows=listing,tiny,off,nowhere",
      "rivya.access.tokens[1].name=wall",
      "rivya.access.tokens[1].token=" + HttpRouteTestBase.VIEWER,
      "rivya.access.tokens[1].role=viewer",
      "rivya.access.tokens[2].name=robot",
      "rivya.access.tokens[2].token=" + HttpRouteTestBase.OPERATOR,
      "rivya.access.tokens[2].role=operator",
      "rivya.access.tokens[3].name=shop",
      "rivya.access.tokens[3].token=" + HttpRouteTestBase.NEIGHBOUR,
      "rivya.access.tokens[3].role=submitter",
      "rivya.access.tokens[3].flows=listing",
      "rivya.access.users[0].name=ops",
      "rivya.access.users[0].password={bcrypt}$2a$04$mqLxAb.0grsxcni9xeHVVuAQ2hen0SWJ7Z7PPj/G5Oef8abm.HbKW",
      "rivya.access.users[0].role=operator",
    })
public abstract class HttpRouteTestBase {
  public static final String TOKEN = "token-of-the-submitter-0123456789";
  public static final String NEIGHBOUR = "token-of-the-neighbour-0123456789";
  protected static final String VIEWER = "token-of-the-viewer-0123456789";
  protected static final String OPERATOR = "token-of-the-operator-0123456789";
  public static final byte[] PNG =
      HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");
  public static final byte[] WAV =
      HexFormat.of().parseHex("524946462408000057415645666d742010000000");

  private static final ObjectMapper JSON = new ObjectMapper();

  protected final HttpClient client = HttpClient.newHttpClient();
  public @Autowired RecordingLedger ledger;
  public @Autowired HttpProgram.FlowSteps steps;
  @Autowired protected ApplicationContext context;

  @Value("${rivya.media.store}")
  private Path media;

  public @LocalServerPort int port;

  @DynamicPropertySource
  protected static void folders(DynamicPropertyRegistry properties) throws IOException {
    Path folder = Files.createTempDirectory("http-surface");
    properties.add("rivya.media.store", () -> "file:" + folder.resolve("media"));
    properties.add(
        "camel.main.stream-caching-spool-directory", () -> folder.resolve("spool").toString());
  }

  @BeforeEach
  protected void forget() {
    ledger.clear();
    steps.headers.clear();
    steps.properties.clear();
    steps.deaf = false;
    steps.before = exchange -> {};
    steps.behind = exchange -> {};
  }

  @AfterEach
  protected void leavesNoCallOpen() {
    OpenCalls.awaitNone(context);
  }

  protected URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  protected HttpRequest.Builder post(String flow, String type, byte[] body) {
    return HttpRequest.newBuilder(uri("/api/flows/" + flow + "/jobs"))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body));
  }

  protected HttpRequest.Builder post(String flow, String type, String body) {
    return post(flow, type, body.getBytes(UTF_8));
  }

  protected HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
  }

  protected Answer send(HttpRequest.Builder request) throws Exception {
    return new Answer(
        client.send(
            request.timeout(Duration.ofSeconds(60)).build(),
            HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** What came back. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() throws IOException {
      return JSON.readTree(response.body());
    }

    public String text(String field) throws IOException {
      return json().path(field).asText(null);
    }

    public String type() {
      return header("Content-Type");
    }

    public String body() {
      return new String(response.body(), UTF_8);
    }
  }

  protected List<Path> blobs() throws IOException {
    try (Stream<Path> all = Files.walk(media)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Files that a server or Camel left behind, and uploads that never became a blob. */
  protected List<Path> leftOvers() throws IOException {
    try (Stream<Path> all = Files.walk(media.getParent())) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(media) || file.startsWith(media.resolve(".unfinished")))
          .toList();
    }
  }
}
