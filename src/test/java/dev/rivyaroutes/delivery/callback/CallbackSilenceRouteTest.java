package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.testing.RawServer;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.SelfSigned;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped callback-result-sink makes of receivers that do not answer, or never end. */
class CallbackSilenceRouteTest extends CallbackCase {

  @Test
  void givesUpOnSilence() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer = (call, exchange) -> awaitUninterruptibly(over);
    receiver("default", server.url("/"), true, Duration.ofMillis(200));

    DeliveryFailed failed = failed(deliver(Map.of()));
    over.countDown();

    assertThat(failed)
        .hasMessageContaining(
            "its answer within 200 ms; raise rivya.callbacks.default.timeout if it needs longer");
    assertThat(failed.permanent()).isFalse();
  }

  @Test
  void takesTheStatusOfAnAnswerWhoseBodyNeverEnds() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer =
        (call, exchange) -> {
          exchange.sendResponseHeaders(200, 0);
          drip(exchange.getResponseBody(), over);
        };
    receiver("default", server.url("/"), true, Duration.ofMillis(500));

    Exchange done = deliver(Map.of());
    over.countDown();

    assertThat(done.getException()).isNull();
  }

  @Test
  void givesUpOnAnAnswerThatDripsForEver() throws Exception {
    try (RawServer dripping =
        new RawServer(
            (self, out) -> {
              RawServer.write(out, "HTTP/1.1 200 OK\r\nX: ");
              self.drip(out, "x", 20);
            })) {
      receiver("default", "http://" + dripping.host() + "/", true, Duration.ofMillis(500));

      assertThat(failed(deliver(Map.of())))
          .hasMessageContaining("did not complete its answer within 500 ms");
    }
  }

  @Test
  void takesTheStatusOfAnAnswerWhoseBodyIsHuge() throws Exception {
    server.answer =
        (call, exchange) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[1 << 20];
          try {
            for (int i = 0; i < 10_000; i++) {
              exchange.getResponseBody().write(much);
            }
          } catch (IOException e) {
            // The caller hung up, as it should.
          }
        };

    assertThat(deliver(Map.of()).getException()).isNull();
  }

  @Test
  void takesTheStatusOfAnAnswerThatClosesEarly() throws Exception {
    assertThat(answered("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf").getException())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|closed the connection without an HTTP answer",
        "half an ans|closed the connection without an HTTP answer",
        "HTTP/1.1 two hundred\\r\\n\\r\\n|without an HTTP answer",
        "HTTP/1.1 200 OK\\r\\nno colon\\r\\n\\r\\n|sent an answer that is not valid HTTP",
      })
  void saysWhatIsNoAnswer(String text, String words) throws Exception {
    String bytes = text == null ? "" : text.replace("\\r", "\r").replace("\\n", "\n");

    DeliveryFailed failed = failed(answered(bytes));

    assertThat(failed).hasMessageStartingWith("The receiver default (http://127.0.0.1:");
    assertThat(failed).hasMessageContaining("gave no answer: 127.0.0.1:");
    assertThat(failed).hasMessageContaining(words).hasMessageNotContaining("Exception");
    assertThat(failed.permanent()).isFalse();
  }

  /** What becomes of a callback whose receiver writes these bytes and hangs up. */
  private Exchange answered(String bytes) throws Exception {
    try (RawServer receiver = new RawServer((self, out) -> RawServer.write(out, bytes))) {
      receiver("default", "http://" + receiver.host() + "/", true, Duration.ofSeconds(10));
      return deliver(Map.of());
    }
  }

  @Test
  void saysHowToTrustACertificateThatIsNotTrusted(@TempDir Path folder) throws Exception {
    try (RecordingHttpServer receiver = new RecordingHttpServer(SelfSigned.in(folder).context())) {
      receiver("default", receiver.url("/"), true, Duration.ofSeconds(10));

      DeliveryFailed failed = failed(deliver(Map.of()));

      assertThat(failed)
          .hasMessageContaining("is not trusted here: it is self-signed")
          .hasMessageContaining("add its authority to Java's trust store")
          .hasMessageNotContainingAny("PKIX", "Exception", "sun.");
      assertThat(failed.permanent()).isFalse();
    }
  }

  @Test
  void saysSoWhenNobodyListens() throws Exception {
    server.close();

    DeliveryFailed failed = failed(deliver(Map.of()));

    assertThat(failed).hasMessageContaining("refuses connections.");
  }

  /** Sends a byte again and again, faster than any time-out between two bytes. */
  private static void drip(OutputStream out, CountDownLatch over) throws IOException {
    try {
      while (!over.await(20, TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
