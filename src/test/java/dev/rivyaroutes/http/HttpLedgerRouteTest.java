package dev.rivyaroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.brief.AcceptBrief;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The HTTP surface over the real ledger. */
@DirtiesContext
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = HttpLedgerRouteTest.Program.class,
    properties = {
      "camel.main.routes-include-pattern=classpath:camel/show-job.camel.yaml,classpath:camel/find-jobs.camel.yaml,classpath:http-flows/listing.camel.yaml",
      "spring.datasource.url=jdbc:h2:mem:http-ledger;DB_CLOSE_DELAY=-1",
    })
class HttpLedgerRouteTest {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan({
    "dev.rivyaroutes.brief",
    "dev.rivyaroutes.media",
    "dev.rivyaroutes.ledger"
  })
  @ComponentScan(
      basePackages = {
        "dev.rivyaroutes.http",
        "dev.rivyaroutes.access",
        "dev.rivyaroutes.brief",
        "dev.rivyaroutes.media",
        "dev.rivyaroutes.ledger"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {".*(Test|IT|TestBase)(\\$.*)?", ".*HttpProgram.*"}))
  static class Program {
    @Bean
    HttpProgram.FlowSteps flowSteps(AcceptBrief accept) {
      return new HttpProgram.FlowSteps(accept);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void folders(DynamicPropertyRegistry properties) throws IOException {
    Path folder = Files.createTempDirectory("http-ledger");
    properties.add("rivya.media.store", () -> "file:" + folder);
  }

  private HttpResponse<String> post(String key, String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/flows/listing/jobs"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  @Test
  void showsTheJobThatItAccepted() throws Exception {
    HttpResponse<String> first = post("k1", "{\"prompt\":\"50% & more\"}");
    HttpResponse<String> again = post("k1", "{\"prompt\":\"50% & more\"}");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    JsonNode job = get(first.headers().firstValue("Location").orElseThrow());
    assertThat(job.path("status").asText()).isEqualTo("queued");
    assertThat(job.path("source_id").asText()).isEqualTo("k1");
    assertThat(job.path("prompt").asText()).isEqualTo("50% & more");
    assertThat(job.path("timeline")).hasSize(1);
    assertThat(get("/api/jobs?q=k1").path("jobs")).hasSize(1);
  }

  @Test
  void showsTheRefusedBriefAndTakesTheMendedOne() throws Exception {
    HttpResponse<String> refused = post("k2", "{\"promt\":\"p\"}");
    HttpResponse<String> mended = post("k2", "{\"prompt\":\"p\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode job = get(JSON.readTree(refused.body()).path("url").asText());
    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.path("cause").path("trouble").asText()).isEqualTo("brief");
    assertThat(job.path("cause").path("text").asText()).contains("'promt' is not known");
    assertThat(mended.statusCode()).isEqualTo(202);
  }

  @Test
  void acceptsOneOfManyCallsUnderTheSameKey() {
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    List<Integer> all =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    int status = post("k3", "{\"prompt\":\"" + i + "\"}").statusCode();
                    statuses.add(status);
                    return status;
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();

    assertThat(statuses).containsExactlyInAnyOrder(200, 202);
    assertThat(all.stream().filter(status -> status == 202)).hasSize(1);
  }
}
