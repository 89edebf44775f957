package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.IncomingBrief;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** How the bytes of a brief become text, whatever they are packed and encoded as. */
class ReadEncodingsTest {
  private static final Object FOX = Map.of("prompt", "Füchse €");
  private final Briefs briefs = new Briefs(job -> null);

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void readsByTheMark(String charset) throws IOException {
    Charset marked = Charset.forName(charset);

    for (Map.Entry<String, String> form : forms().entrySet()) {
      byte[] bytes = ("\uFEFF" + form.getValue()).getBytes(marked);
      assertThat(HandIn.named(briefs, form.getKey()).read(bytes).get(0).body())
          .as(form.getKey())
          .isEqualTo(form.getKey().endsWith("txt") ? "Füchse €" : FOX);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "UTF-16LE", "UTF-16", "ISO-8859-15", "IBM01140"})
  void readsByTheDeclaration(String charset) throws IOException {
    for (Map.Entry<String, String> form : forms().entrySet()) {
      byte[] bytes = form.getValue().getBytes(Charset.forName(charset));
      assertThat(
              HandIn.named(briefs, form.getKey())
                  .declared("text/plain; charset=\"" + charset + "\"")
                  .read(bytes)
                  .get(0)
                  .body())
          .as(form.getKey())
          .isEqualTo(form.getKey().endsWith("txt") ? "Füchse €" : FOX);
    }
  }

  private static Map<String, String> forms() {
    return Map.of(
        "a.txt",
        "Füchse €",
        "a.json",
        "{\"prompt\":\"Füchse €\"}",
        "a.yaml",
        "prompt: Füchse €",
        "a.jsonl",
        "{\"prompt\":\"Füchse €\"}\n",
        "a.csv",
        "prompt\nFüchse €\n");
  }

  @Test
  void namesTheLikelyEncodingWhereNothingStatesIt() throws IOException {
    byte[] windows = "Füchse".getBytes(Charset.forName("windows-1252"));
    byte[] wide = "{\"prompt\":\"fox\"}".getBytes(StandardCharsets.UTF_16LE);

    for (String name : List.of("a.txt", "a.json", "a.yaml")) {
      assertThat(HandIn.named(briefs, name).read(windows).get(0).refusal())
          .startsWith("The text is not valid UTF-8; it looks like Windows-1252. Save it as UTF-8");
      assertThat(HandIn.named(briefs, name).read(wide).get(0).refusal())
          .startsWith("The text is not valid UTF-8; it looks like UTF-16. Save it as UTF-8");
    }
    assertThat(HandIn.named(briefs, "a.csv").read(wide).get(0).refusal())
        .startsWith("The text is not valid UTF-8; it looks like UTF-16.");
  }

  @Test
  void refusesWhatIsNotInItsDeclaredEncoding() throws IOException {
    byte[] half = Arrays.copyOf("fox".getBytes(StandardCharsets.UTF_16LE), 5);
    assertThat(
            HandIn.named(briefs, "a.txt")
                .declared("text/plain;charset=utf-16le")
                .read(half)
                .get(0)
                .refusal())
        .startsWith("The text is not valid UTF-16LE, which is its declared encoding.");
    byte[] rows = ("prompt\n" + "fox\n".repeat(19_000)).getBytes(StandardCharsets.UTF_16LE);
    List<IncomingBrief> read =
        HandIn.named(new Briefs(job -> null, LARGE), "a.csv")
            .declared("text/csv;charset=utf-16le")
            .read(Arrays.copyOf(rows, rows.length - 1));
    assertThat(read.get(8_000).body()).isEqualTo(Map.of("prompt", "fox"));
    assertThat(read.get(read.size() - 1).refusal())
        .contains("were not accepted: the bytes are not");
  }

  private static final BriefProperties LARGE =
      Briefs.limits(DataSize.ofMegabytes(1), DataSize.ofMegabytes(10), 20_000);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", " gzip ", "aws-chunked,gzip", "gzip, identity"})
  void unpacks(String encoding) throws IOException {
    for (Map.Entry<String, String> form : forms().entrySet()) {
      HandIn packed = HandIn.named(briefs, form.getKey()).packed(encoding);
      assertThat(packed.read(gzip(Briefs.utf8(form.getValue()))).get(0).body())
          .isEqualTo(form.getKey().endsWith("txt") ? "Füchse €" : FOX);
    }
    HandIn photo = HandIn.named(briefs, "photo.png").packed(encoding);
    assertThat(((BriefMedia) photo.read(gzip(Briefs.PNG)).get(0).body()).media().sha256())
        .isEqualTo(DigestUtils.sha256Hex(Briefs.PNG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "", "aws-chunked", "gzip"})
  void takesWhatIsNotPackedAsItIs(String encoding) throws IOException {
    assertThat(
            HandIn.named(briefs, "a.txt").packed(encoding).read(Briefs.utf8("fox")).get(0).body())
        .isEqualTo("fox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "compress", "gzip,br", "nonsense"})
  void refusesAnotherPackingByItsName(String encoding) throws IOException {
    assertThat(HandIn.named(briefs, "a.txt").packed(encoding).refusal(gzip(Briefs.utf8("fox"))))
        .startsWith(
            "The content has the Content-Encoding '"
                + encoding.replace("gzip,", "")
                + "', which is not");
  }

  @Test
  void stopsUnpackingABombAtTheLimitOfItsForm() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);
    byte[] text = gzip(Briefs.utf8("x".repeat(10_000_000)));
    byte[] rows = gzip(Briefs.utf8("prompt\n" + "x\n".repeat(5_000_000)));
    byte[] png = gzip(Arrays.copyOf(Briefs.PNG, 50_000_000));

    assertThat(HandIn.named(briefs, "a.txt").packed("gzip").refusal(bomb)).contains("UTF-16");
    assertThat(HandIn.named(briefs, "b.txt").packed("gzip").refusal(text))
        .startsWith("The text is larger than");
    assertThat(HandIn.named(briefs, "b.json").packed("gzip").refusal(text))
        .startsWith("The document is larger than");
    assertThat(HandIn.named(briefs, "b.png").packed("gzip").refusal(png))
        .contains("is larger than");
    assertThat(HandIn.named(briefs, "b.csv").packed("gzip").read(rows)).hasSize(1_001);
  }

  @Test
  void refusesDamagedPackingAndLetsTroubleOfTheSourceThrough() throws IOException {
    byte[] whole = gzip(Briefs.utf8("{\"prompt\":\"a\"}\n".repeat(2_000)));
    byte[] cut = Arrays.copyOf(whole, whole.length - 12);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 0x55;
    HandIn text = HandIn.named(new Briefs(job -> null, LARGE), "a.json").packed("gzip");

    assertThat(text.refusal(cut)).contains("packed with gzip and is damaged or truncated");
    assertThat(text.refusal(damaged)).contains("packed with gzip and is damaged or truncated");
    assertThat(text.refusal(Arrays.copyOf(whole, 5))).contains("damaged or truncated");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(cut),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new EOFException("connection closed");
              }
            });
    assertThatThrownBy(() -> text.read(broken)).hasRootCauseMessage("connection closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.json | {\\rtf1\\ansi fox} | By its first bytes it is an RTF document. Save it as plain text",
        "a.txt | {\\rtf1\\ansi fox} | By its first bytes it is an RTF document.",
        "a | {\\rtf1\\ansi fox} | By its first bytes it is an RTF document.",
        "a.json | <!DOCTYPE html><html></html> | By its first bytes it is an HTML page.",
        "a.csv | <html><body> | By its first bytes it is an HTML page.",
        "a.json | {“prompt”: “a”} | JSON (line 1, column 2): it has the typographic quote “",
        "a.json | {\"prompt\": „a“} | JSON (line 1, column 12): it has the typographic quote „",
        "a.json | {\"prompt\": \"a\",} | JSON (line 1, column 16): there is a comma before }",
        "a.json | {\"params\": [1, 2,]} | there is a comma before ]",
        "a.json | {'prompt': 'a'} | JSON (line 1, column 2): it has a single quote",
        "a.json | {\"prompt\": NaN} | NaN is not a number in JSON",
        "a.json | {\"prompt\": \"a\" | it ends before it is complete",
        "a.json | [{\"prompt\": \"a\"}] | The document is not an object with fields such as prompt.",
        "a.json | {\"a\": 1} x | not valid JSON (line 1, column 10)",
        "a.yaml | prompt: a: b | YAML (line 1, column 10): a colon within a text; put the text into",
      })
  void namesWhatADocumentIsOrWhereItIsMalformed(String name, String text, String reason)
      throws IOException {
    assertThat(HandIn.named(briefs, name).refusal(Briefs.utf8(text)))
        .contains(reason)
        .doesNotContainIgnoringCase("jackson")
        .doesNotContain("StreamRead", "Exception", "snakeyaml", "com.", "org.");
  }

  @Test
  void recognisesAnOfficeDocumentUnderAnotherEnding() throws IOException {
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0, (byte) 0xFF, (byte) 0xFE};

    assertThat(HandIn.named(briefs, "table.csv").read(zip).get(0).refusal())
        .startsWith("By its first bytes it is a ZIP archive or an Office document (.docx, .xlsx).");
  }

  @Test
  void readsJsonLinesAsEditorsLeaveThem() throws IOException {
    String lines =
        "\uFEFF\r\n{\"prompt\":\"a\u2028b\"}\r\n \t\r\n{\"prompt\":\"b\"}\r{\"prompt\":\"c\"}\n\n";

    assertThat(HandIn.named(briefs, "a.jsonl").read(Briefs.utf8(lines)))
        .extracting(IncomingBrief::body)
        .containsExactly(
            Map.of("prompt", "a\u2028b"), Map.of("prompt", "b"), Map.of("prompt", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n  \"prompt\": \"a\",\n  \"model\": \"b\"\n}\n",
        "{\"prompt\": \"a\",\n\"model\": \"b\"}\n{\"prompt\": \"c\",\n\"model\": \"d\"}",
        "[\n{\"prompt\":\"a\"},\n{\"prompt\":\"b\"}\n]",
        "[{\"prompt\":\"a\"},{\"prompt\":\"b\"}]",
      })
  void refusesADocumentOverSeveralLinesAsAWhole(String document) throws IOException {
    List<IncomingBrief> rows = HandIn.named(briefs, "a.jsonl").read(Briefs.utf8(document));

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).refusal()).startsWith("The manifest is one JSON document, not JSONL");
  }

  @Test
  void goesOnBehindAFirstRowThatIsCutOff() throws IOException {
    List<IncomingBrief> rows =
        HandIn.named(briefs, "a.jsonl").read(Briefs.utf8("{\"prompt\":\n{\"prompt\":\"b\"}\n"));

    assertThat(rows.get(0).refusal()).contains("it ends before it is complete");
    assertThat(rows.get(1).body()).isEqualTo(Map.of("prompt", "b"));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
