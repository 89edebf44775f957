package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

  @Test
  void answersWhatTomcatRefusesItself() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /api/jobs?q={} HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400");
      assertThat(answer).contains("application/problem+json").doesNotContain("Apache Tomcat");
    }
  }
}
