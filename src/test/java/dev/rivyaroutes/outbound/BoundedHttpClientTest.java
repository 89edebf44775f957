package dev.rivyaroutes.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivyaroutes.outbound.CallFailed.Why;
import dev.rivyaroutes.testing.RawServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real servers that drip, hang up, lie or say nothing: every call ends, with its cause. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedHttpClientTest {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";

  /** All is long, but what the test is about. */
  private record Call(
      Duration responseTimeout, Duration deadline, MinimumRate minimumRate, long maxBytes) {
    static final Call PATIENT = new Call(LONG, LONG, MinimumRate.ANY, Long.MAX_VALUE);

    Call responseTimeout(Duration responseTimeout) {
      return new Call(responseTimeout, deadline, minimumRate, maxBytes);
    }

    Call deadline(Duration deadline) {
      return new Call(responseTimeout, deadline, minimumRate, maxBytes);
    }

    Call minimumRate(long bytesPerSecond) {
      return new Call(responseTimeout, deadline, new MinimumRate(bytesPerSecond, SHORT), maxBytes);
    }

    Call maxBytes(long maxBytes) {
      return new Call(responseTimeout, deadline, minimumRate, maxBytes);
    }

    byte[] get(String address) throws IOException {
      return execute(new HttpGet(address));
    }

    byte[] execute(ClassicHttpRequest request) throws IOException {
      HttpClientBuilder builder = HttpClientBuilder.create();
      CallLimits limits = new CallLimits(LONG, responseTimeout, deadline, minimumRate, maxBytes);
      BoundedHttpClient.configure(builder, limits, 2);
      try (CloseableHttpClient client = builder.build()) {
        return client.execute(request, answer -> answer.getEntity().getContent().readAllBytes());
      }
    }

    CallFailed fails(String address) {
      return catchThrowableOfType(CallFailed.class, () -> get(address));
    }
  }

  private static CallFailed fails(Call call, RawServer.Answer answer) throws IOException {
    try (RawServer server = new RawServer(answer)) {
      CallFailed failed = call.fails("http://" + server.host() + "/a.png?signature=secret");
      assertThat(failed.host()).isEqualTo(server.host());
      assertThat(failed)
          .hasMessageContaining(server.host())
          .hasMessageNotContainingAny("Exception", "apache", "java", "secret");
      return failed;
    }
  }

  @Test
  void endsABodyThatDrips() throws Exception {
    CallFailed failed =
        fails(
            Call.PATIENT.minimumRate(1_000),
            (server, out) -> {
              RawServer.write(out, OK);
              server.drip(out, "x", 20);
            });

    assertThat(failed.why()).isEqualTo(Why.SLOW);
    assertThat(failed)
        .hasMessageContaining("is too slow")
        .hasMessageContaining("in 400 ms, and at least 1000 bytes a second are needed");
  }

  @Test
  void endsABodyThatTurnsToDrippingAfterAQuickStart() throws Exception {
    CallFailed failed =
        fails(
            Call.PATIENT.minimumRate(1_000),
            (server, out) -> {
              RawServer.write(out, OK + "y".repeat(90_000));
              server.drip(out, "x", 20);
            });

    assertThat(failed).hasMessageContaining("is too slow");
  }

  @Test
  void endsABodyThatIsFastEnoughAndNeverEnds() throws Exception {
    CallFailed failed =
        fails(
            Call.PATIENT.minimumRate(1).deadline(Duration.ofMillis(900)),
            (server, out) -> {
              RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n");
              server.drip(out, "x".repeat(100), 10);
            });

    assertThat(failed.why()).isEqualTo(Why.SLOW);
    assertThat(failed).hasMessageContaining("did not complete its answer within 900 ms");
  }

  @Test
  void endsHeadersThatDrip() throws Exception {
    CallFailed failed =
        fails(
            Call.PATIENT.deadline(SHORT),
            (server, out) -> {
              RawServer.write(out, "HTTP/1.1 200 OK\r\nX: ");
              server.drip(out, "x", 10);
            });

    assertThat(failed).hasMessageContaining("did not complete its answer within 400 ms");
  }

  @Test
  void endsHeadersWithoutEnd() throws Exception {
    CallFailed failed =
        fails(
            Call.PATIENT.deadline(SHORT),
            (server, out) -> {
              RawServer.write(out, "HTTP/1.1 200 OK\r\n");
              server.drip(out, "X: y\r\n", 1);
            });

    assertThat(failed.why()).isEqualTo(Why.SLOW);
  }

  @Test
  void endsAHandshakeThatDrips() throws Exception {
    // The start of a TLS record that announces 16 KB and never comes whole.
    try (RawServer server =
        new RawServer(
            (self, out) -> {
              RawServer.write(out, "\u0016\u0003\u0003\u0040\u0000");
              self.drip(out, "x", 20);
            })) {

      CallFailed failed = Call.PATIENT.deadline(SHORT).fails("https://" + server.host() + "/");

      assertThat(failed).hasMessageContaining("did not complete its answer within 400 ms");
    }
  }

  /** Without a reader the kernel's buffers fill up, and a plain socket would wait for ever. */
  @Test
  void endsACallThatSendsToAHostWhichTakesNothing() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0)) {
      HttpPost request = new HttpPost("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      request.setEntity(new Endless());

      CallFailed failed =
          catchThrowableOfType(
              CallFailed.class, () -> Call.PATIENT.deadline(SHORT).execute(request));

      assertThat(failed).hasMessageContaining("did not complete its answer within 400 ms");
    }
  }

  /** More bytes than any buffer holds. */
  private static final class Endless extends AbstractHttpEntity {
    private Endless() {
      super(ContentType.APPLICATION_OCTET_STREAM, null);
    }

    @Override
    public long getContentLength() {
      return 1L << 40;
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public boolean isStreaming() {
      return true;
    }

    @Override
    public java.io.InputStream getContent() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writeTo(java.io.OutputStream out) throws IOException {
      for (long written = 0; written < getContentLength(); written += 8192) {
        out.write(new byte[8192]);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void endsSilence() throws Exception {
    CallFailed failed =
        fails(Call.PATIENT.responseTimeout(SHORT), (server, out) -> server.drip(out, "", 20));

    assertThat(failed.why()).isEqualTo(Why.SLOW);
    assertThat(failed).hasMessageContaining("sent nothing for 400 ms");
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() throws Exception {
    CallFailed failed =
        fails(
            Call.PATIENT.maxBytes(1_000),
            (server, out) -> RawServer.write(out, OK + "x".repeat(2_000)));

    assertThat(failed.why()).isEqualTo(Why.LARGE);
    assertThat(failed).hasMessageContaining("is larger than 1000 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|closed the connection without an HTTP answer",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nx|closed the connection before its answer was complete",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n9\\r\\nx|closed the connection before its answer was complete",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\nx\\r\\n|sent an answer that is not valid HTTP",
        "SSH-2.0-OpenSSH_9.6\\r\\n|closed the connection without an HTTP answer",
        "HTTP/1.1 banana\\r\\n\\r\\n|closed the connection without an HTTP answer",
        "HTTP/1.1 200 OK\\r\\nno colon\\r\\n\\r\\n|sent an answer that is not valid HTTP",
      })
  void saysWhatABadAnswerIs(String answer, String words) throws Exception {
    String text = answer == null ? "" : answer.replace("\\r", "\r").replace("\\n", "\n");

    CallFailed failed = fails(Call.PATIENT, (server, out) -> RawServer.write(out, text));

    assertThat(failed).hasMessageContaining(words);
    assertThat(failed.neverLeft()).isFalse();
  }

  @Test
  void saysThatNobodyListensAndThatNothingWasSent() throws Exception {
    RawServer server = new RawServer((self, out) -> {});
    server.close();

    CallFailed failed = Call.PATIENT.fails("http://" + server.host() + "/");

    assertThat(failed).hasMessage(server.host() + " refuses connections");
    assertThat(failed.neverLeft()).isTrue();
  }

  @Test
  void saysThatANameLeadsNowhere() {
    CallFailed failed = Call.PATIENT.fails("https://photos.invalid/a.png");

    assertThat(failed)
        .hasMessage(
            "the name photos.invalid has no address in DNS; check the name, and this machine's DNS"
                + " settings");
    assertThat(failed.why()).isEqualTo(Why.UNRESOLVED);
    assertThat(failed.neverLeft()).isTrue();
  }

  @Test
  void saysThatAHostDoesNotSpeakTls() throws Exception {
    try (RawServer server =
        new RawServer((self, out) -> RawServer.write(out, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {

      CallFailed failed = Call.PATIENT.fails("https://" + server.host() + "/");

      assertThat(failed).hasMessageStartingWith(server.host() + " does not use TLS on this port");
      assertThat(failed.neverLeft()).isTrue();
    }
  }

  @Test
  void leavesAnAnswerThatIsSlowButFastEnoughAlone() throws Exception {
    try (RawServer server =
        new RawServer(
            (self, out) -> {
              RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n");
              for (int i = 0; i < 6; i++) {
                RawServer.write(out, "0123456789");
              }
            })) {

      assertThat(Call.PATIENT.minimumRate(10).get("http://" + server.host() + "/")).hasSize(60);
    }
  }
}
