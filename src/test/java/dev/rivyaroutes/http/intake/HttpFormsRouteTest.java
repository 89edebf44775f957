package dev.rivyaroutes.http.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Mutations;
import dev.rivyaroutes.http.HttpRouteTestBase;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers, shells and other programs make of a brief on its way over HTTP. */
class HttpFormsRouteTest extends HttpRouteTestBase {
  private static final String BRIEF = "{\"prompt\":\"Füchse €\"}";

  private Answer post(String type, byte[] body) throws Exception {
    return send(post("listing", type, body));
  }

  private Answer multipart(Multipart parts) throws Exception {
    return post(Multipart.TYPE, parts.end());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf8",
        "application/json;charset=\"UTF-8\"",
        "application/vnd.acme.brief+json",
        "text/json",
        "Application/JSON"
      })
  void takesJsonUnderItsOtherNames(String type) throws Exception {
    assertThat(post(type, BRIEF.getBytes(UTF_8)).status()).isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo("Füchse €");
  }

  @Test
  void refusesOtherTypesWithTheListAndTheRemedy() throws Exception {
    for (String type : List.of("application/json; charset=bogus", "application/zip", "nonsense")) {
      Answer answer = post(type, BRIEF.getBytes(UTF_8));
      assertThat(answer.status()).as(type).isEqualTo(415);
    }
    assertThat(post("application/zip", new byte[1]).text("detail")).contains("application/json");
    assertThat(post("application/x-www-form-urlencoded", new byte[1]).text("detail"))
        .contains("curl -d")
        .contains("-H 'Content-Type: application/json'");
    assertThat(
            send(get("/api/flows/listing/jobs").POST(BodyPublishers.ofString(BRIEF)))
                .text("detail"))
        .startsWith("The request has no Content-Type.");
    assertThat(ledger.jobs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "utf-16", "utf-16le"})
  void readsADeclaredCharsetAtAnySize(String charset) throws Exception {
    Charset declared = Charset.forName(charset);
    String large = "{\"prompt\":\"Füchse €\"" + " ".repeat(1_200_000) + "}";

    for (String brief : List.of(BRIEF, large)) {
      ledger.clear();
      Answer answer = post("application/json; charset=" + charset, brief.getBytes(declared));
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      assertThat(ledger.onlyJob().prompt()).isEqualTo("Füchse €");
    }
    ledger.clear();
    post("text/csv; charset=" + charset, "prompt\nFüchse €\n".getBytes(declared));
    assertThat(ledger.onlyJob().prompt()).isEqualTo("Füchse €");
  }

  @Test
  void unpacksGzipAndRefusesOtherPackingsByName() throws Exception {
    Answer packed =
        send(
            post("listing", "application/json", gzip(BRIEF.getBytes(UTF_8)))
                .header("Content-Encoding", "gzip"));
    Answer bomb =
        send(
            post("tiny", "text/plain", gzip(new byte[5_000_000]))
                .header("Content-Encoding", "gzip"));
    Answer other = send(post("listing", "text/plain", "a").header("Content-Encoding", "br"));
    byte[] cut = Arrays.copyOf(gzip(BRIEF.getBytes(UTF_8)), 20);
    Answer damaged = send(post("listing", "text/plain", cut).header("Content-Encoding", "gzip"));
    Answer headless =
        send(
            post("listing", "text/plain", Arrays.copyOf(cut, 5))
                .header("Content-Encoding", "gzip"));

    assertThat(packed.status()).as(packed.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo("Füchse €");
    assertThat(bomb.status()).isEqualTo(413);
    assertThat(other.status()).isEqualTo(415);
    assertThat(other.header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(other.text("detail"))
        .startsWith("The content has the Content-Encoding 'br', which is not supported.");
    assertThat(damaged.status()).isEqualTo(422);
    assertThat(headless.status()).isEqualTo(422);
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void passesOverWhatNobodyFilledInABrowsersForm() throws Exception {
    Answer answer =
        multipart(
            new Multipart()
                .field("prompt", "a cat")
                .field("model", "")
                .field("client_request_id", "")
                .field("brief", "")
                .file("photo", "", "application/octet-stream", new byte[0])
                .file("brief", "", "application/octet-stream", new byte[0]));

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo("a cat");
    assertThat(ledger.onlyJob().references()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vnd.ms-excel", "application/octet-stream", "text/plain"})
  void goesByTheNameOfAFileWhereTheTypeSaysNothing(String type) throws Exception {
    byte[] table = "prompt;params.n\na;1\nb;2\n".getBytes(UTF_8);
    for (String field : List.of("brief", "file")) {
      ledger.clear();
      Answer answer = multipart(new Multipart().file(field, "Orders.CSV", type, table));
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      assertThat(ledger.jobs).extracting(NewJob::prompt).containsExactly("a", "b");
    }
    ledger.clear();
    multipart(
        new Multipart()
            .file("brief", "a.yaml", type, "prompt: a cat".getBytes(UTF_8))
            .file("x", "a.png", type, PNG));
    assertThat(ledger.onlyJob().prompt()).isEqualTo("a cat");
    assertThat(ledger.onlyJob().references()).hasSize(1);
  }

  @Test
  void readsTheCharsetOfEachPart() throws Exception {
    byte[] windows = "Füchse €".getBytes(Charset.forName("windows-1252"));
    byte[] wide = BRIEF.getBytes(StandardCharsets.UTF_16LE);

    assertThat(
            post(
                    Multipart.TYPE,
                    raw(
                        "name=\"prompt\"\r\nContent-Type: text/plain; charset=windows-1252",
                        windows))
                .status())
        .isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo("Füchse €");
    ledger.clear();
    assertThat(
            post(
                    Multipart.TYPE,
                    raw("name=\"brief\"\r\nContent-Type: application/json; charset=utf-16le", wide))
                .status())
        .isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo("Füchse €");
    ledger.clear();
    Answer unknown = post(Multipart.TYPE, raw("name=\"prompt\"", windows));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text("detail")).contains("it looks like Windows-1252");
    assertThat(ledger.jobs).isEmpty();
  }

  @Test
  void keepsTheNamesOfFilesHoweverTheyAreWritten() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\np\r\n".getBytes(UTF_8));
    for (String name :
        List.of(
            "filename=\"Stühle.png\"",
            "filename*=UTF-8''St%C3%BChle%202.png",
            "filename=\"C:\\photos\\a.png\"",
            "filename=../b.png")) {
      body.writeBytes(
          ("--b\r\nContent-Disposition: form-data; name=\"f\"; "
                  + name
                  + "\r\nContent-Type: image/png\r\n\r\n")
              .getBytes(UTF_8));
      body.writeBytes(PNG);
      body.writeBytes("\r\n".getBytes(UTF_8));
    }
    body.writeBytes("--b--\r\n".getBytes(UTF_8));

    Answer answer = post("multipart/form-data; boundary=b", body.toByteArray());

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().references())
        .extracting(JobFile::name)
        .containsExactly("Stühle.png", "Stühle 2.png", "a.png", "b.png");
  }

  @Test
  void refusesABodyWithoutItsEndOrItsBoundary() throws Exception {
    byte[] whole = new Multipart().field("prompt", "a").file("f", "a.png", "image/png", PNG).end();
    for (int length :
        new int[] {
          0,
          10,
          40,
          90,
          whole.length / 2,
          whole.length - 20,
          whole.length - 10,
          whole.length - 4,
          whole.length - 3
        }) {
      assertThat(post(Multipart.TYPE, Arrays.copyOf(whole, length)).status())
          .as("%d", length)
          .isEqualTo(400);
    }
    assertThat(post("multipart/form-data", whole).status()).isEqualTo(400);
    assertThat(post("multipart/form-data; boundary=other", whole).status()).isEqualTo(400);
    byte[] encoded =
        raw("name=\"prompt\"\r\nContent-Transfer-Encoding: base64", "YWJj".getBytes(UTF_8));
    assertThat(post(Multipart.TYPE, encoded).text("detail")).contains("Content-Transfer-Encoding");
    assertThat(ledger.jobs).isEmpty();
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void answersEveryMutationWithAJobOrARefusal() throws Exception {
    for (long seed = 0; seed < 150; seed++) {
      ledger.clear();
      Mutations.Document document = Mutations.of(seed);
      Answer answer =
          seed % 3 == 0
              ? multipart(
                  new Multipart()
                      .file(
                          "brief",
                          document.name() + (document.name().contains(".") ? "" : ".json"),
                          "text/plain",
                          document.bytes()))
              : post(document.type() == null ? "text/plain" : document.type(), document.bytes());
      assertThat(answer.status())
          .as("%d %s %s", seed, document, answer.body())
          .isIn(200, 202, 400, 422);
      if (answer.status() >= 400) {
        assertThat(ledger.jobs).isEmpty();
        assertThat(answer.body()).doesNotContain("unexpected error", "Exception");
      }
    }
  }

  private static byte[] raw(String disposition, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("------b0undary\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n------b0undary--\r\n".getBytes(UTF_8));
    return body.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
