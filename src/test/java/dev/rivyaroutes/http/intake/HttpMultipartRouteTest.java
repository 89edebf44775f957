package dev.rivyaroutes.http.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.http.HttpRouteTestBase;
import dev.rivyaroutes.ledger.job.JobFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HttpMultipartRouteTest extends HttpRouteTestBase {

  private Answer post(byte[] body) throws Exception {
    return send(post("listing", Multipart.TYPE, body).header("Idempotency-Key", "k"));
  }

  @Test
  void takesAllFilesAsReferencesInOrder() throws Exception {
    Answer answer =
        post(
            new Multipart()
                .field("prompt", "50% & \"more\"; 猫 +")
                .file("a", "cat.png", "image/png", PNG)
                .field("params", "{\"size\":\"1:1\"}")
                .file("b", "cat.png", "application/octet-stream", WAV)
                .field("client_request_id", "r-1")
                .end());

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo("50% & \"more\"; 猫 +");
    assertThat(ledger.onlyJob().params()).isEqualTo("{\"size\":\"1:1\"}");
    assertThat(ledger.onlyJob().clientRequestId()).isEqualTo("r-1");
    assertThat(ledger.onlyJob().sourceId()).isEqualTo("k");
    assertThat(ledger.onlyJob().references())
        .extracting(JobFile::name, JobFile::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cat.png", "image"),
            org.assertj.core.groups.Tuple.tuple("cat-2.png", "audio"));
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void takesOnlyTheFilesThatTheBriefNames() throws Exception {
    Answer answer =
        post(
            new Multipart()
                .file("x", "one.png", "image/png", PNG)
                .file("y", "two.wav", "audio/wav", WAV)
                .field("brief", "{\"prompt\":\"p\",\"references\":[\"two.wav\"]}")
                .end());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(ledger.onlyJob().references()).extracting(JobFile::name).containsExactly("two.wav");
  }

  @Test
  void findsAFileOfAnotherUnicodeFormAndNamesWhatCame() throws Exception {
    Answer answer =
        post(
            new Multipart()
                .file("x", "Stu\u0308hle.png", "image/png", PNG)
                .field("brief", "{\"prompt\":\"p\",\"references\":[\"St\u00fchle.png\"]}")
                .end());
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().references()).hasSize(1);

    Answer miss =
        send(
            post(
                    "listing",
                    Multipart.TYPE,
                    new Multipart()
                        .file("x", "one.png", "image/png", PNG)
                        .field("brief", "{\"prompt\":\"p\",\"references\":[\"two.png\"]}")
                        .end())
                .header("Idempotency-Key", "k2"));
    assertThat(miss.status()).isEqualTo(422);
    assertThat(miss.body()).contains("the nearest names there are 'one.png'");
  }

  @Test
  void takesABriefThatComesAsAFile() throws Exception {
    post(
        new Multipart()
            .file(
                "brief", "brief.json", "application/json", "{\"prompt\":\"p\"}".getBytes(US_ASCII))
            .file("f", "one.png", "image/png", PNG)
            .end());

    assertThat(ledger.onlyJob().prompt()).isEqualTo("p");
    assertThat(ledger.onlyJob().references()).hasSize(1);
  }

  @Test
  void steersNothingByNamesOfPartsAndFiles() throws Exception {
    Answer answer =
        post(
            new Multipart()
                .field("prompt", "p")
                .file("CamelHttpUri", "../../etc/passwd", "image/png", PNG)
                .file("camelfilename", "C:\\evil\\..\\CamelFileName", "image/png", PNG)
                .file("CAMELHTTPMETHOD", "https://evil.example/x.png", "image/png", PNG)
                .end());

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().references())
        .extracting(JobFile::name)
        .containsExactly("passwd", "CamelFileName", "x.png");
    assertThat(ledger.onlyJob().references()).extracting(JobFile::url).containsOnlyNulls();
    assertThat(steps.headers).containsExactly(Map.of());
  }

  @Test
  void refusesAFieldThatSteersAsUnknown() throws Exception {
    Answer answer = post(new Multipart().field("prompt", "p").field("CamelHttpUri", "x").end());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("detail")).contains("'CamelHttpUri' is not known");
    assertThat(steps.headers).containsExactly(Map.of());
  }

  @Test
  void refusesAReferenceThatIsNotThere() throws Exception {
    Answer answer =
        post(
            new Multipart().field("brief", "{\"prompt\":\"p\",\"references\":[\"no.png\"]}").end());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("detail")).contains("'no.png' was not found");
    assertThat(ledger.refusals.keySet()).singleElement().asString().matches("k![0-9a-f]{16}");
  }

  @Test
  void refusesMultipartThatIsNone() throws Exception {
    assertThat(post("no parts here".getBytes(US_ASCII)).text("type")).endsWith(":bad-multipart");
    assertThat(post(new Multipart().field("prompt", "cut").cut()).status()).isEqualTo(400);
    assertThat(send(post("listing", "multipart/form-data", "x")).status()).isEqualTo(400);
    assertThat(post(new Multipart().field("a", "1").field("a", "2").end()).status()).isEqualTo(400);
    assertThat(post(new Multipart().field("prompt", "1").field("brief", "{}").end()).status())
        .isEqualTo(400);
    assertThat(ledger.jobs).isEmpty();
    assertThat(ledger.refusals).isEmpty();
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void refusesAFileThatIsTooLargeAndKeepsNothing() throws Exception {
    byte[] body = new Multipart().file("f", "big.png", "image/png", new byte[30_000]).end();

    Answer answer =
        send(
            post("tiny", Multipart.TYPE, "")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(body))));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(ledger.jobs).isEmpty();
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void keepsNothingOfACallerThatGoesAwayWithinAFile() throws Exception {
    byte[] large = Arrays.copyOf(PNG, 1_500_000);
    byte[] body = new Multipart().field("prompt", "p").file("f", "a.png", "image/png", large).cut();
    try (Socket socket = open("Content-Type: " + Multipart.TYPE, 2_000_000)) {
      socket.getOutputStream().write(body, 0, body.length - 10);
      socket.getOutputStream().flush();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !leftOvers().isEmpty()); // The file is on its way into the store.
      socket.setSoLinger(true, 0);
    }

    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> leftOvers().isEmpty());
    assertThat(ledger.jobs).isEmpty();
    assertThat(ledger.refusals).isEmpty();
    assertThat(steps.headers).isEmpty();
  }

  @Test
  void keepsNothingOfAManifestThatBreaksOff() throws Exception {
    try (Socket socket = open("Content-Type: application/x-ndjson", 3_000_000)) {
      socket.getOutputStream().write("{\"prompt\":\"p\"}\n".repeat(100_000).getBytes(US_ASCII));
      socket.getOutputStream().flush();
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !leftOvers().isEmpty());
    }

    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> leftOvers().isEmpty());
    assertThat(ledger.jobs).isEmpty();
  }

  @Test
  void asksForNoBodyThatIsTooLarge() throws Exception {
    try (Socket socket =
        open("tiny", "Expect: 100-continue\r\nContent-Type: image/png", 50_000_000)) {
      byte[] line = socket.getInputStream().readNBytes(12);

      assertThat(new String(line, US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  private Socket open(String headers, long length) throws IOException {
    return open("listing", headers, length);
  }

  private Socket open(String flow, String headers, long length) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /api/flows/"
                + flow
                + "/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TOKEN
                + "\r\nContent-Length: "
                + length
                + "\r\n"
                + headers
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    out.flush();
    return socket;
  }
}
