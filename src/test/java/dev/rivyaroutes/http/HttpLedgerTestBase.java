package dev.rivyaroutes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.engine.models.ShowModels;
import dev.rivyaroutes.engine.upkeep.RefreshBalance;
import dev.rivyaroutes.reload.FlowStates;
import dev.rivyaroutes.status.StatusLinks;
import dev.rivyaroutes.webhook.WebhookRegistrations;
import dev.rivyaroutes.webhook.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The HTTP surface over the real ledger; every caller is the local operator. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = HttpLedgerTestBase.Program.class,
    properties = {
      "camel.main.routes-include-pattern=classpath:http-flows/listing.camel.yaml",
      "spring.datasource.url=jdbc:sqlite:target/ledgers/http-ledger-${random.uuid}/ledger.db",
      "rivya.http.body-within=1s",
    })
public abstract class HttpLedgerTestBase {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan({
    "dev.rivyaroutes.http",
    "dev.rivyaroutes.brief",
    "dev.rivyaroutes.media",
    "dev.rivyaroutes.ledger"
  })
  @ComponentScan(
      basePackages = {
        "dev.rivyaroutes.chat",
        "dev.rivyaroutes.api",
        "dev.rivyaroutes.http",
        "dev.rivyaroutes.access",
        "dev.rivyaroutes.brief",
        "dev.rivyaroutes.media",
        "dev.rivyaroutes.ledger"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {
                ".*(Test|IT|TestBase|SourceProcess|House)(\\$.*)?",
                ".*HttpProgram.*",
                ".*(AccountOrders|BulkOrders|Flows|FlowFiles)Controller"
              }))
  public static class Program {
    /** Flow files are tried over the whole program. */
    @Bean
    FlowStates flowStates(Clock clock) {
      return new FlowStates(event -> {}, clock);
    }

    /** Models are tried over the whole program. */
    @Bean
    ShowModels showModels() {
      return new ShowModels(null, null, null, null, null, null, null);
    }

    @Bean
    StatusLinks statusLinks() {
      return StatusLinks.OFF;
    }

    /** Balances are read over the whole program. */
    @Bean
    RefreshBalance refreshBalance(Clock clock) {
      return new RefreshBalance(null, null, null, null, clock) {
        @Override
        public void read(String account) {
          // There is no Rivya.
        }
      };
    }

    @Bean
    TrackAvailability availability(Clock clock) {
      return new TrackAvailability(null, clock);
    }

    /** Webhooks are tried over the whole program. */
    @Bean
    WebhookRegistrations registrations() {
      return new WebhookRegistrations(Map.of(), null, null, account -> List.of());
    }

    @Bean
    HttpProgram.FlowSteps flowSteps(AcceptBrief accept) {
      return new HttpProgram.FlowSteps(accept);
    }

    @Bean
    Webhooks webhooksOfAccounts(Clock clock) {
      return new Webhooks(Map.of(), account -> List.of(), clock);
    }
  }

  public static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort protected int port;

  @DynamicPropertySource
  protected static void folders(DynamicPropertyRegistry properties) throws IOException {
    Path folder = Files.createTempDirectory("http-ledger");
    properties.add("rivya.media.store", () -> "file:" + folder);
  }

  protected HttpResponse<String> post(String key, String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/flows/listing/jobs"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  protected JsonNode get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  protected HttpResponse<String> order(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
