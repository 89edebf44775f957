package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a caller sends steers Camel, and nothing of it becomes a header to Rivya. */
class HostileCallersRouteTest extends EngineRouteTestBase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TO_RIVYA =
      Set.of(
          "authorization",
          "idempotency-key",
          "content-type",
          "content-length",
          "transfer-encoding",
          "host",
          "connection",
          "user-agent",
          "accept-encoding",
          "accept");
  private static final List<String> STEERING =
      List.of(
          "CamelHttpUri",
          "camelhttpuri",
          "CAMELHTTPURI",
          "CamelHttpMethod",
          "CamelHttpPath",
          "camelHttpQuery",
          "CamelHttpRawQuery",
          "CamelFileName",
          "camelfilename",
          "CamelVariable.job",
          "CamelBeanMethodName",
          "org.apache.camel.x",
          "X-Trace");

  @Test
  void keepsHeadersOfACallFromRivya() throws Exception {
    int before = GATE.calls.size();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/flows/watched-http/jobs"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"A quiet house\"}"));
    STEERING.forEach(name -> request.header(name, "https://evil.test/../steered"));

    String id = accepted(request);

    until(id, "done");
    assertNothingSteered(before, id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../evil.png",
        "..\\\\..\\\\evil.png",
        "/etc/evil.png",
        "${body}.png",
        "{{rivya.s3.default.secret-key}}.png",
        "CamelFileName=evil.png",
        "evil.png?fileName=x&CamelHttpUri=y",
        "evil%0d%0aX-Evil: 1.png",
        "..",
      })
  void takesAHostileFileNameForAName(String name) throws Exception {
    int before = GATE.calls.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(
        out,
        "--b0undary\r\nContent-Disposition: form-data; name=\"prompt\"\r\nCamelHttpUri: https://evil.test\r\ncamelfilename: ../evil\r\n\r\nRestyle\r\n");
    text(
        out,
        "--b0undary\r\nContent-Disposition: form-data; name=\"references\"; filename=\""
            + name
            + "\"\r\nContent-Type: image/png\r\nCAMELFILENAME: ../evil\r\n\r\n");
    out.writeBytes(TestImages.png(950));
    text(out, "\r\n--b0undary--\r\n");

    String id =
        accepted(
            HttpRequest.newBuilder(uri("/api/flows/watched-http/jobs"))
                .header("Content-Type", "multipart/form-data; boundary=b0undary")
                .POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray())));

    JobDetails done = until(id, "done");
    assertNothingSteered(before, id);
    JsonNode item = paid(id).get(0).params().path("referenceMediaItems").path(0);
    assertThat(item.path("name").asText()).doesNotContain("/", "\\", "\r", "\n").isNotEqualTo("..");
    assertThat(words(done)).doesNotContain("secret-of-s3");
    try (var files = Files.walk(FOLDER)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().contains("evil"));
    }
  }

  @Test
  void sendsParamsNamedLikeHeadersAsParamsOnly() throws Exception {
    int before = GATE.calls.size();
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/api/v1/generations")
                && Gate.send(exchange, 400, "{\"error\":{\"code\":\"validation_failed\"}}"));

    String id =
        accepted(
            HttpRequest.newBuilder(uri("/api/flows/watched-http/jobs"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"prompt\": \"x\", \"model\": \"simulated-unlisted\","
                            + " \"params\": {\"CamelHttpUri\": \"https://evil.test\","
                            + " \"camelhttppath\": \"/evil\", \"Authorization\": \"Bearer evil\"}}")));

    until(id, "failed");
    assertNothingSteered(before, id);
    assertThat(create(before, id).text()).contains("\"CamelHttpUri\":\"https://evil.test\"");
  }

  private void assertNothingSteered(int before, String id) {
    Call create = create(before, id);
    assertThat(create.header("Authorization")).isEqualTo("Bearer " + key("watched"));
    assertThat(GATE.calls.subList(before, GATE.calls.size()))
        .allSatisfy(
            call -> {
              assertThat(call.path()).startsWith("/api/v1/").doesNotContain("evil", "?");
              assertThat(call.headers().keySet())
                  .allMatch(name -> TO_RIVYA.contains(name.toLowerCase(Locale.ROOT)));
            });
  }

  private static Call create(int before, String id) {
    return GATE.calls.subList(before, GATE.calls.size()).stream()
        .filter(call -> call.path().equals("/api/v1/generations"))
        .filter(call -> id.equals(call.header("Idempotency-Key")))
        .findFirst()
        .orElseThrow();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private String accepted(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("id").asText();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
