package dev.rivyaroutes.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What the shipped callback-result-sink makes of receivers that do not answer, or never end. */
class CallbackSilenceRouteTest extends CallbackCase {

  @Test
  void givesUpOnSilence() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer = exchange -> awaitUninterruptibly(over);
    receiver("default", server.url("/"), true, Duration.ofMillis(200));

    DeliveryFailed failed = failed(deliver(Map.of()));
    over.countDown();

    assertThat(failed)
        .hasMessageContaining("nothing whole within PT0.2S; raise rivya.callbacks.default.timeout");
    assertThat(failed.permanent()).isFalse();
  }

  @Test
  void takesTheStatusOfAnAnswerWhoseBodyNeverEnds() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer =
        exchange -> {
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
    CountDownLatch over = new CountDownLatch(1);
    try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket caller = dripping.accept()) {
                  caller.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(US_ASCII));
                  drip(caller.getOutputStream(), over);
                } catch (IOException e) {
                  // The caller hung up, as it should.
                }
              });
      thread.start();
      String url = "http://127.0.0.1:" + dripping.getLocalPort() + "/";
      receiver("default", url, true, Duration.ofMillis(500));

      assertThat(failed(deliver(Map.of()))).hasMessageContaining("nothing whole within PT0.5S");
      over.countDown();
      thread.join();
    }
  }

  @Test
  void saysSoWhenNobodyListens() throws Exception {
    server.close();

    DeliveryFailed failed = failed(deliver(Map.of()));

    assertThat(failed).hasMessageContaining("it takes no connections. It is tried again.");
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
