package dev.rivyaroutes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.testing.SlowCallers;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that are refused whatever their body says: nobody waits for it. */
class RefusedAtOnceRouteTest extends HttpRouteTestBase {

  @ParameterizedTest
  @CsvSource({
    "401, listing, '', application/json, 5000, ''",
    "401, listing, wrong-token-0123456789, application/json, 5000, ''",
    "401, listing, '', application/x-www-form-urlencoded, 5000, ''",
    "401, listing, '', multipart/form-data; boundary=x, 5000, ''",
    "403, other, token-of-the-submitter-0123456789, application/json, 5000, ''",
    "403, listing, token-of-the-viewer-0123456789, application/json, 5000, ''",
    "404, nowhere, token-of-the-submitter-0123456789, application/json, 5000, ''",
    "413, tiny, token-of-the-submitter-0123456789, image/png, 50000, ''",
    "415, listing, token-of-the-submitter-0123456789, text/html, 5000, ''",
    "503, off, token-of-the-submitter-0123456789, application/json, 5000, ''",
    "400, listing, token-of-the-submitter-0123456789, application/json, 5000, 'Idempotency-Key: \t'",
  })
  void isAnsweredAndCutOffWithoutItsBody(
      int status, String flow, String token, String type, int length, String more)
      throws Exception {
    refused("/api/flows/" + flow + "/jobs", status, token, type, length, more);
  }

  @ParameterizedTest
  @CsvSource({
    "404, /webhooks/rivya/nobody, ''",
    "403, /nothing, ''",
    "404, /nothing, token-of-the-operator-0123456789",
    "405, /api/jobs, token-of-the-operator-0123456789",
    "404, /api/jobs/x/cancel, token-of-the-operator-0123456789",
    "404, /api/flows/listing/chat, token-of-the-submitter-0123456789",
  })
  void isAnsweredAndCutOffElsewhereToo(int status, String path, String token) throws Exception {
    refused(path, status, token, "application/json", 5000, "");
  }

  private void refused(String path, int status, String token, String type, int length, String more)
      throws Exception {
    try (SlowCallers slow = new SlowCallers(port)) {
      SlowCallers.Caller caller =
          slow.call(
              "127.0.0.1",
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\n"
                  + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                  + "Content-Type: "
                  + type
                  + "\r\nContent-Length: "
                  + length
                  + "\r\n"
                  + (more.isEmpty() ? "" : more + "\r\n")
                  + "\r\n{");

      // The body would take more than an hour.
      await().atMost(Duration.ofSeconds(60)).until(caller::isCutOff);
      assertThat(caller.answer())
          .startsWith("HTTP/1.1 " + status)
          .contains("application/problem+json")
          .containsIgnoringCase("Connection: close");
    }
  }
}
