package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsRouteTest extends HttpRouteTestBase {

  private HttpRequest.Builder operator(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + OPERATOR);
  }

  private static void assertProblem(Answer answer, int status) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.text("type")).startsWith("urn:rivya-routes:problem:");
  }

  @Test
  void answersUnknownAddresses() throws Exception {
    assertProblem(send(operator("/api/nothing")), 404);
    assertProblem(send(operator("/api/nothing").header("Accept", "text/html")), 404);
  }

  @Test
  void answersOtherMethods() throws Exception {
    Answer answer = send(operator("/api/jobs").PUT(BodyPublishers.noBody()));

    assertProblem(answer, 405);
    assertThat(answer.header("Allow")).contains("GET");
    assertProblem(send(operator("/api/flows/listing/jobs").PUT(BodyPublishers.noBody())), 405);
  }

  @Test
  void answersPathsThatTheFirewallRefuses() throws Exception {
    assertProblem(send(operator("/api/jobs/..%2f..%2fx")), 400);
    assertProblem(send(operator("/api//jobs")), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/jobs?q={} HTTP/1.1|Host: a b",
        "GET /api/jobs HTTP/1.1|Host: a|Host: b",
        "GET /api/jobs HTTP/1.1",
        "GET /api/jobs HTTP/1.1|Host: a|Bad Header: x",
        "GET /api/jobs HTTP/1.1|Host: a|Content-Length: x",
        "GET /api/jobs?q=%zz HTTP/1.1|Host: a|Connection: close",
        "POST /login?q=%zz HTTP/1.1|Host: a|Connection: close|Content-Length: 0",
        "GET /api/jobs?q=%ff HTTP/1.1|Host: a|Connection: close",
        "GET /a/..%2f..%2fb HTTP/1.1|Host: a|Connection: close",
        "GET /a;x=y/../b HTTP/1.1|Host: a|Connection: close",
        "GET http://[::1 HTTP/1.1|Host: a",
      })
  void answersWhatTheServerRefusesItselfAndKeepsSilent(String call, CapturedOutput output)
      throws Exception {
    int before = output.getAll().length();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write((call.replace("|", "\r\n") + "\r\n\r\n").getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400");
      assertThat(answer).contains("application/problem+json").doesNotContainIgnoringCase("jetty");
    }
    assertThat(output.getAll().substring(before)).doesNotContain("WARN", "ERROR");
  }
}
