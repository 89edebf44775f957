package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.callback.CallbackProperties.Receiver;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import dev.rivyaroutes.testing.Results;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What the shipped callback-result-sink sends. */
class CallbackResultSinkRouteTest extends CallbackCase {

  @Test
  void postsTheSignedDocumentAndNothingElse() throws Exception {
    Exchange done = deliver(Map.of());

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO))
        .isEqualTo("default (http://127.0.0.1:" + server.port() + ")");
    Call call = onlyCall();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/hook");
    assertThat(call.headers().keySet())
        .containsExactlyInAnyOrder(
            "Content-type",
            "Webhook-id",
            "Webhook-timestamp",
            "Webhook-signature",
            "Host",
            "User-agent",
            "Content-length",
            "Connection");
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertThat(call.header("user-agent")).isEqualTo("Rivya-Routes");
    assertThat(call.header("webhook-id")).isEqualTo(result.deliveryId());
    assertThat(call.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(call.header("webhook-signature"))
        .isEqualTo(
            SignCallback.sign(List.of(SECRET, OLD_SECRET), result.deliveryId(), NOW, call.body()));
    JsonNode document = new ObjectMapper().readTree(call.body());
    assertThat(document.get("job").asText()).isEqualTo(Results.JOB);
    assertThat(document.at("/files/1/url").asText())
        .isEqualTo("https://routes.example.com/api/jobs/" + Results.JOB + "/files/2");
    assertThat(document.at("/files/1/content_base64").isMissingNode()).isTrue();
  }

  @Test
  void sendsTheSameIdAndBodyAgain() throws Exception {
    String route = routes.start("callback-result-sink", Map.of());

    routes.send(route, result);
    routes.send(route, result);

    assertThat(server.calls).hasSize(2);
    assertThat(server.calls.get(0).header("webhook-id"))
        .isEqualTo(server.calls.get(1).header("webhook-id"));
    assertThat(server.calls.get(0).body()).isEqualTo(server.calls.get(1).body());
  }

  @Test
  void keepsTheQueryOfTheUrl() throws Exception {
    receiver("default", server.url("/hook?tenant=7&x=a%20b"), true, Duration.ofSeconds(10));

    deliver(Map.of());

    assertThat(onlyCall().path()).isEqualTo("/hook?tenant=7&x=a%20b");
    assertThat(onlyCall().method()).isEqualTo("POST");
  }

  @Test
  void inlinesFilesAsFarAsTheLimitReaches() throws Exception {
    properties
        .callbacks()
        .put(
            "erp",
            new Receiver(
                server.url("/"), SECRET, "", Duration.ofSeconds(10), true, DataSize.ofBytes(10)));

    deliver(Map.of("connection", "erp", "files", "inline"));

    JsonNode files = new ObjectMapper().readTree(onlyCall().body()).get("files");
    assertThat(files.get(0).get("content_base64").binaryValue()).asString().isEqualTo("first");
    assertThat(files.get(1).get("content_base64")).isNull();
    assertThat(files.get(1).get("url").asText()).endsWith("/files/2");
  }

  @Test
  void sendsFailuresToo() throws Exception {
    result = Results.failed("in/cat.txt");

    deliver(Map.of());

    JsonNode document = new ObjectMapper().readTree(onlyCall().body());
    assertThat(document.at("/error/class").asText()).isEqualTo("permanent");
  }

  @Test
  void leavesTheMessageOfTheFlowAsItWas() throws Exception {
    String route = routes.start("callback-result-sink", Map.of());
    Exchange exchange = routes.exchange(result, null);
    exchange.getMessage().setBody("the flow's own");
    exchange.getMessage().setHeader("own", "kept");

    routes.send(route, exchange);

    assertThat(exchange.getMessage().getBody()).isEqualTo("the flow's own");
    assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("own", "kept"));
  }

  @Test
  void isNotSteeredByHeadersFromElsewhere() throws Exception {
    String route = routes.start("callback-result-sink", Map.of());
    Exchange exchange = routes.exchange(result, null);
    try (RecordingHttpServer attacker = new RecordingHttpServer()) {
      Map<String, Object> headers =
          Map.ofEntries(
              Map.entry("CamelHttpUri", attacker.url("/stolen")),
              Map.entry("camelhttpuri", attacker.url("/stolen")),
              Map.entry("CamelRestHttpUri", attacker.url("/stolen")),
              Map.entry("CamelHttpPath", "/admin"),
              Map.entry("CamelHttpQuery", "admin=true"),
              Map.entry("CamelHttpRawQuery", "admin=true"),
              Map.entry("CamelRestHttpQuery", "admin=true"),
              Map.entry("CamelHttpMethod", "DELETE"),
              Map.entry("CamelHttpProtocolVersion", "HTTP/1.0"),
              Map.entry("CamelHttpHost", "evil.example.com"),
              Map.entry("Host", "evil.example.com"),
              Map.entry("Content-Encoding", "gzip"),
              Map.entry("Authorization", "Bearer from-the-brief"),
              Map.entry("webhook-id", "forged"),
              Map.entry("X-Mail-Subject", "from the brief"));
      exchange.getMessage().setHeaders(new HashMap<>(headers));

      routes.send(route, exchange);

      assertThat(attacker.calls).isEmpty();
    }
    assertThat(exchange.getException()).isNull();
    Call call = onlyCall();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/hook");
    assertThat(call.header("webhook-id")).isEqualTo(result.deliveryId());
    assertThat(call.header("host")).isEqualTo("127.0.0.1:" + server.port());
    assertThat(call.headers())
        .doesNotContainKeys("Authorization", "Content-encoding", "X-mail-subject");
  }

  @Test
  void takesNothingThatIsNoResult() throws Exception {
    String route = routes.start("callback-result-sink", Map.of());

    Exchange done = routes.send(route, camel.getEndpoint("direct:" + route).createExchange());

    assertThat(done.getException()).hasMessageContaining("rivya-result-source");
    assertThat(server.calls).isEmpty();
  }
}
