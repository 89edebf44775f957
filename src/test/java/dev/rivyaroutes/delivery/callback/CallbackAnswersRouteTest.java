package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.testing.RecordingHttpServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the shipped callback-result-sink makes of answers. */
@ExtendWith(OutputCaptureExtension.class)
class CallbackAnswersRouteTest extends CallbackCase {

  @Test
  void triesAgainWhenTheReceiverRefuses() throws Exception {
    server.answer = RecordingHttpServer.with(500, "no\n\u001b[31m room " + "x".repeat(5000));

    DeliveryFailed failed = failed(deliver(Map.of()));

    assertThat(failed)
        .hasMessageContaining("default (http://127.0.0.1:" + server.port() + ") answered 500")
        .hasMessageContaining("\"no [31m room xxx");
    assertThat(failed.getMessage()).hasSizeLessThan(400);
    assertThat(failed.permanent()).isFalse();
    assertThat(failed.retryAfter()).isNull();
    assertThat(server.calls).as("repeating is the schedule's").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429|120|PT2M",
        "503|0|PT0S",
        "503|Mon, 23 Nov 2026 12:10:00 GMT|PT10M",
        "429|Mon, 23 Nov 2026 11:00:00 GMT|PT0S",
        "429|999999999|PT24H",
        "429|soon|",
        "500|120|",
      })
  void waitsAsLongAsTheReceiverAsks(int status, String retryAfter, Duration expected)
      throws Exception {
    server.answer = RecordingHttpServer.with(status, "", "Retry-After", retryAfter);

    DeliveryFailed failed = failed(deliver(Map.of()));

    assertThat(failed.retryAfter()).isEqualTo(expected);
    assertThat(failed.permanent()).isFalse();
    assertThat(server.calls).hasSize(1);
  }

  @Test
  void endsTheDeliveryWhenTheReceiverIsGone() throws Exception {
    server.answer = RecordingHttpServer.with(410, "");

    DeliveryFailed failed = failed(deliver(Map.of()));

    assertThat(failed.permanent()).isTrue();
    assertThat(failed).hasMessageContaining("rivya.callbacks.default.url");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws Exception {
    try (RecordingHttpServer elsewhere = new RecordingHttpServer()) {
      server.answer = RecordingHttpServer.with(status, "", "Location", elsewhere.url("/"));

      DeliveryFailed failed = failed(deliver(Map.of()));

      assertThat(elsewhere.calls).isEmpty();
      assertThat(failed)
          .hasMessageContaining(
              "redirects are not followed; set the final URL in rivya.callbacks.default.url");
    }
  }

  @Test
  void isNotHurtByAStrangeAnswer() throws Exception {
    server.answer =
        RecordingHttpServer.with(
            200,
            "not gzip, no object",
            "Content-Encoding",
            "gzip",
            "Content-Type",
            "application/x-java-serialized-object; charset=nonsense",
            "CamelHttpResponseCode",
            "500",
            "Set-Cookie",
            "a=b");
    String route = routes.start("callback-result-sink", Map.of());

    assertThat(routes.send(route, result).getException()).isNull();
    assertThat(routes.send(route, result).getException()).isNull();

    assertThat(server.calls.get(1).headers()).doesNotContainKey("Cookie");
  }

  @Test
  void neverShowsSecretsOrThePathOfTheUrl(CapturedOutput output) throws Exception {
    receiver("default", server.url("/path-token?key=query-token"), true, Duration.ofSeconds(10));
    server.answer = RecordingHttpServer.with(500, "");
    Exchange refused = deliver(Map.of());
    server.close();
    Exchange silent = deliver(Map.of());

    for (Exchange done : List.of(refused, silent)) {
      StringBuilder said = new StringBuilder();
      for (Throwable t = done.getException(); t != null; t = t.getCause()) {
        said.append(t);
      }
      assertThat(said.append(output))
          .doesNotContain(
              SECRET.substring(6), OLD_SECRET.substring(6), "path-token", "query-token");
    }
  }
}
