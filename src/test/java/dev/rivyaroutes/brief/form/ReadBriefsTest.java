package dev.rivyaroutes.brief.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Briefs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ReadBriefsTest {
  private static final BriefProperties LARGE =
      Briefs.limits(DataSize.ofKilobytes(1), DataSize.ofMegabytes(10), 20_000);

  private final Briefs briefs = new Briefs(job -> null);

  @Test
  void takesTextAsItIs() throws IOException {
    assertThat(one("fox.txt", Briefs.HOSTILE_PROMPT).body()).isEqualTo(Briefs.HOSTILE_PROMPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ID3 is a tag", "BM", "GIF89a in large letters", "%PDF-1.4", "RIFF"})
  void takesTextForTextWhateverItsFirstLetters(String text) throws IOException {
    assertThat(one("fox", text).body()).isEqualTo(text);
  }

  @Test
  void takesAByteOrderMarkOff() throws IOException {
    assertThat(one("fox.txt", "\uFEFFfox").body()).isEqualTo("fox");
    assertThat(one("fox.json", "\uFEFF{\"prompt\":\"fox\"}").body())
        .isEqualTo(Map.of("prompt", "fox"));
    assertThat(read("fox.csv", Briefs.utf8("\uFEFFprompt\nfox\n")).get(0).body())
        .isEqualTo(Map.of("prompt", "fox"));
  }

  @Test
  void readsAJsonDocumentWithItsPromptUnchanged() throws IOException {
    Map<String, Object> document =
        Map.of("prompt", Briefs.HOSTILE_PROMPT, "params", Map.of("stability", 0.5));
    byte[] json = JsonMapper.builder().build().writeValueAsBytes(document);

    Object expected =
        Map.of(
            "prompt", Briefs.HOSTILE_PROMPT, "params", Map.of("stability", new BigDecimal("0.5")));
    assertThat(read("fox.json", json).get(0).body()).isEqualTo(expected);
    assertThat(read("no-ending", json).get(0).body()).isEqualTo(expected);
  }

  @Test
  void readsAYamlDocumentWithItsPromptUnchanged() throws IOException {
    Map<String, Object> document = Map.of("prompt", Briefs.HOSTILE_PROMPT);
    byte[] yaml = YAMLMapper.builder().build().writeValueAsBytes(document);

    assertThat(read("fox.yaml", yaml).get(0).body()).isEqualTo(document);
    assertThat(one("fox.yml", "prompt: |\n  a & b\n  50%\nparams: {n: '5', d: 2026-11-23}").body())
        .isEqualTo(Map.of("prompt", "a & b\n50%\n", "params", Map.of("n", "5", "d", "2026-11-23")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.json | {\"prompt\": \"a\", \"prompt\": \"b\"} | JSON (line 1, column 17): Duplicate field 'prompt'.",
        "a.json | {\"prompt\": | The document is not valid JSON (line 1,",
        "a      | {\"prompt\": oops} | The document is not valid JSON (line 1,",
        "a.json | {} {} | The document is not valid JSON (line 1,",
        "a.json | [{\"prompt\": \"a\"}] | not an object with fields such as prompt",
        "a.yaml | 'prompt: a\nprompt: b' | The document is not valid YAML (line 2,",
        "a.yaml | 'prompt: &x a\nmodel: *x' | uses a YAML alias ('*x'), which is not supported",
        "a.yaml | 'a: 1\n---\nb: 2' | The document is not valid YAML",
        "a.yaml | just words | not an object with fields such as prompt",
        "a.txt  | '  \n ' | The brief is empty",
        "a.png  | <html>404</html> | by its first bytes it is text. Send the media file itself",
        "A.MP4  | '{\"prompt\": \"a\"}' | by its first bytes it is text. Send the media file itself",
      })
  void refusesADocumentThatIsNotPlain(String name, String text, String reason) throws IOException {
    IncomingBrief brief = one(name, text);

    assertThat(brief.body()).isNull();
    assertThat(brief.refusal()).contains(reason);
  }

  @Test
  void refusesAYamlBombWithoutUnfoldingIt() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++) {
      String last = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(",", List.of(last, last, last))));
    }

    assertThat(one("bomb.yaml", bomb.toString()).refusal()).contains("YAML alias");
    assertThat(one("deep.yaml", "a: " + "[".repeat(1000)).refusal()).contains("not valid YAML");
  }

  @Test
  void saysWhatALimitOfJsonIsAndThatTextContainsNul() throws IOException {
    assertThat(one("deep.json", "{\"a\":" + "[".repeat(2_000)).refusal())
        .contains("JSON (line 1, column 105): it is nested deeper than 100 levels.");
    assertThat(one("nul.txt", "a\0b").refusal()).contains("has a NUL character");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    byte[] latin1 = "Füchse".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read("fox.txt", latin1).get(0).refusal()).contains("is not valid UTF-8");
    assertThat(read("fox.txt", "fox".getBytes(StandardCharsets.UTF_16LE)).get(0).refusal())
        .contains("not valid UTF-8; it looks like UTF-16.");
  }

  @Test
  void refusesBytesThatAreNeitherTextNorMedia() throws IOException {
    byte[] pdf = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read("offer.pdf", pdf).get(0).refusal())
        .isEqualTo(
            "The content is neither text nor an image, video or audio file (application/pdf by its"
                + " first bytes). Send one of those.");
  }

  @Test
  void refusesAnEmptyBody() throws IOException {
    assertThat(one("a.txt", "").refusal()).startsWith("The brief is empty.");
    assertThat(briefs.forms.read(exchange("a", null)).next().refusal()).contains("empty");
    assertThat(briefs.forms.read(exchange("a", List.of())).next().refusal()).contains("empty");
  }

  @Test
  void stagesAMediaFileWhateverItsName() throws IOException {
    BriefMedia media = (BriefMedia) read("in/photo.txt", Briefs.PNG).get(0).body();

    assertThat(media.name()).isEqualTo("photo.txt");
    assertThat(media.media().type().contentType()).isEqualTo("image/png");
    assertThat(briefs.store.blobs).containsEntry(DigestUtils.sha256Hex(Briefs.PNG), Briefs.PNG);
  }

  @Test
  void refusesAMediaFileOverTheLimitOfItsKind() throws IOException {
    byte[] large = Arrays.copyOf(Briefs.PNG, 101);

    assertThat(read("photo.png", large).get(0).refusal())
        .isEqualTo(
            "'photo.png' is larger than 100 bytes, the limit for image references. Send a smaller"
                + " one, or raise rivya.media.limits.image if the model takes it.");
  }

  @Test
  void refusesTextAndDocumentsOverTheirLimits() throws IOException {
    assertThat(one("a.txt", "x".repeat(1025)).refusal())
        .isEqualTo("The text is larger than 1024 bytes. Shorten it, or raise rivya.brief.text.");
    assertThat(one("a.txt", "x".repeat(1024)).body()).isEqualTo("x".repeat(1024));
    assertThat(one("a.json", "{\"prompt\":\"" + "x".repeat(4096) + "\"}").refusal())
        .contains("raise rivya.brief.document");
  }

  @Test
  void readsJsonLinesRowByRowAndRefusesOnlyTheBadOnes() throws IOException {
    byte[] manifest =
        Briefs.utf8("{\"prompt\":\"a\"}\n\noops\n{\"prompt\":\"ü\"}\r\n[1]\n{\"prompt\":\"z\"}");

    List<IncomingBrief> rows = read("m.jsonl", manifest);

    assertThat(rows)
        .extracting(IncomingBrief::sourceId)
        .containsExactly("id#1", "id#3", "id#4", "id#5", "id#6");
    assertThat(rows).extracting(IncomingBrief::row).containsExactly(1L, 3L, 4L, 5L, 6L);
    assertThat(rows)
        .extracting(IncomingBrief::body)
        .containsExactly(
            Map.of("prompt", "a"), null, Map.of("prompt", "ü"), null, Map.of("prompt", "z"));
    assertThat(rows.get(1).refusal()).startsWith("The document is not valid JSON (line 1");
    assertThat(rows.get(0).sourceName()).isEqualTo("m.jsonl#1");
  }

  @Test
  void refusesOnlyTheJsonLineThatIsNotUtf8OrTooLong() throws IOException {
    byte[] bad = {'{', '"', (byte) 0xFC, '"', ':', '1', '}', '\n'};
    InputStream manifest =
        new SequenceInputStream(
            new ByteArrayInputStream(bad),
            new ByteArrayInputStream(
                Briefs.utf8("{\"p\":\"" + "x".repeat(5000) + "\"}\n{\"prompt\":\"a\"}\n")));

    List<IncomingBrief> rows = read("m.ndjson", manifest);

    assertThat(rows.get(0).refusal()).startsWith("The text is not valid UTF-8");
    assertThat(rows.get(1).refusal()).startsWith("It is larger than 4096 bytes");
    assertThat(rows.get(2).body()).isEqualTo(Map.of("prompt", "a"));
  }

  @Test
  void readsCsvColumnsAsTheFieldsOfADocument() throws IOException {
    String csv =
        "prompt,model,client_request_id,references,params.size,params,colour,title\r\n"
            + "\"a \"\"b\"\", 50% & c\nd\",z-image,r1,a.png; https://x.example/b.png ;,1:1,\"{\"\"n\"\":"
            + " 6}\",red,\r\n"
            + "b,,,,,,,T\r\n";

    List<IncomingBrief> rows = read("m.csv", Briefs.utf8(csv));

    assertThat(rows.get(0).body())
        .isEqualTo(
            Map.of(
                "prompt",
                "a \"b\", 50% & c\nd",
                "model",
                "z-image",
                "client_request_id",
                "r1",
                "references",
                List.of("a.png", "https://x.example/b.png"),
                "params",
                Map.of("size", "1:1", "n", 6),
                "colour",
                "red",
                "title",
                ""));
    assertThat(rows.get(1).body()).isEqualTo(Map.of("prompt", "b", "colour", "", "title", "T"));
    assertThat(rows).extracting(IncomingBrief::sourceId).containsExactly("id#1", "id#2");
  }

  @Test
  void keepsAHostilePromptUnchangedInManifests() throws IOException {
    String csv = "prompt\r\n\"" + Briefs.HOSTILE_PROMPT.replace("\"", "\"\"") + "\"\r\n";
    byte[] line =
        JsonMapper.builder().build().writeValueAsBytes(Map.of("prompt", Briefs.HOSTILE_PROMPT));

    assertThat(read("m.csv", Briefs.utf8(csv)).get(0).body())
        .isEqualTo(Map.of("prompt", Briefs.HOSTILE_PROMPT));
    assertThat(read("m.jsonl", line).get(0).body())
        .isEqualTo(Map.of("prompt", Briefs.HOSTILE_PROMPT));
  }

  @Test
  void refusesOnlyTheCsvRowsThatAreBad() throws IOException {
    byte[] head = Briefs.utf8("prompt,model\na,b,c\nonly\n");
    byte[] bad = {(byte) 0xFC, ',', 'm', '\n'};
    InputStream manifest =
        new SequenceInputStream(
            new SequenceInputStream(new ByteArrayInputStream(head), new ByteArrayInputStream(bad)),
            new ByteArrayInputStream(Briefs.utf8("good,m\n\"open,m\n")));

    List<IncomingBrief> rows = read("m.csv", manifest);

    assertThat(rows.get(0).refusal()).startsWith("It has 'c' in column 3, which has no name");
    assertThat(rows.get(1).body()).isEqualTo(Map.of("prompt", "only"));
    assertThat(rows.get(2).refusal())
        .startsWith("It (line 4) cannot be read: column 1: The text is not valid UTF-8; it looks")
        .contains("Windows-1252");
    assertThat(rows.get(3).body()).isEqualTo(Map.of("prompt", "good", "model", "m"));
    assertThat(rows.get(4).refusal()).contains("a quote begins a cell and is not closed");
    assertThat(rows).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m.csv | 'prompt, prompt \na,b' | columns 1 and 2 are both named 'prompt'. Give every column a",
        "m.csv | ',,\na,b' | header row has no names",
        "m.csv | 'a;b,c\n1,2' | header has several of comma, semicolon and tab",
        "m.csv | 'prompt' | The manifest has no rows.",
        "m.jsonl | '\n\n' | The manifest has no rows.",
      })
  void refusesAManifestWithoutAUsableHeaderOrRow(String name, String text, String reason)
      throws IOException {
    assertThat(one(name, text).refusal()).contains(reason);
  }

  @Test
  void takesNoMoreRowsThanAllowed() throws IOException {
    List<IncomingBrief> rows = read("m.jsonl", Briefs.utf8("{\"p\":1}\n".repeat(1_005)));

    assertThat(rows).hasSize(1_001);
    assertThat(rows.get(1_000).refusal()).contains("more than 1000 rows").contains("rivya.brief");
  }

  @Test
  void takesNoMoreBytesOfAManifestThanAllowed() throws IOException {
    String row = "{\"p\":\"" + "x".repeat(1000) + "\"}\n";
    for (String name : List.of("m.jsonl", "m.csv")) {
      String head = name.endsWith("csv") ? "p\n" : "";
      String line = name.endsWith("csv") ? "x".repeat(1000) + "\n" : row;
      List<IncomingBrief> rows = read(name, Briefs.utf8(head + line.repeat(100)));

      assertThat(rows.size()).isBetween(20, 70);
      assertThat(rows.get(rows.size() - 1).refusal()).contains("larger than 65536 bytes");
    }
  }

  @Test
  void readsManifestsLazilyAndClosesThem() throws IOException {
    boolean[] closed = {false};
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            byte[] row = Briefs.utf8("{\"prompt\":\"a\"}\n");
            return row[at++ % row.length];
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Briefs large = new Briefs(job -> null, LARGE);
    Iterator<IncomingBrief> rows = large.forms.read(exchange("m.jsonl", endless));

    assertThat(rows.next().body()).isEqualTo(Map.of("prompt", "a"));
    assertThat(closed[0]).isFalse();
    rows.forEachRemaining(row -> {});
    assertThat(closed[0]).isTrue();
  }

  @Test
  void letsAReadErrorOfTheSourceThrough() {
    Briefs large = new Briefs(job -> null, LARGE);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> briefs.forms.read(exchange("a.txt", broken)))
        .isInstanceOf(IOException.class);
    for (String name : List.of("m.csv", "m.jsonl")) {
      InputStream breaking = new SequenceInputStream(rows(), broken);
      assertThatThrownBy(() -> large.forms.read(exchange(name, breaking)).forEachRemaining(r -> {}))
          .as(name)
          .hasRootCauseMessage("connection reset");
      // Also in its first row, which is looked at before the manifest counts as one.
      InputStream early =
          new SequenceInputStream(
              new ByteArrayInputStream(Briefs.utf8("\"prompt" + " ".repeat(70_000))), broken);
      assertThatThrownBy(() -> large.forms.read(exchange(name, early)))
          .as(name)
          .isInstanceOf(IOException.class)
          .hasMessage("connection reset");
    }
  }

  private static InputStream rows() {
    return new ByteArrayInputStream(Briefs.utf8("{\"prompt\":1}\n".repeat(7_000)));
  }

  @Test
  void goesByTheDeclaredTypeWhenTheNameSaysNothing() throws IOException {
    Exchange exchange = exchange("request", Briefs.utf8("{\"p\":1}\n{\"p\":2}"));
    exchange.setVariable(Variables.SOURCE_TYPE, "application/x-ndjson; charset=utf-8");

    assertThat(briefs.forms.read(exchange)).toIterable().hasSize(2);
  }

  @Test
  void readsFilesMapsAndLists(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "fox");

    assertThat(briefs.forms.read(exchange("a.txt", file.toFile())).next().body()).isEqualTo("fox");
    assertThat(briefs.forms.read(exchange("a", Map.of("prompt", "x"))).next().body())
        .isEqualTo(Map.of("prompt", "x"));
    List<IncomingBrief> rows = new ArrayList<>();
    briefs
        .forms
        .read(exchange("a", List.of(Map.of("prompt", "x"), "y", 3)))
        .forEachRemaining(rows::add);
    assertThat(rows).extracting(IncomingBrief::sourceId).containsExactly("id#1", "id#2", "id#3");
    assertThat(rows.get(2).refusal()).startsWith("It is neither a text nor an object");
  }

  @Test
  void showsABriefToTheFlow() {
    Exchange exchange = exchange("m.jsonl", null);
    exchange.getMessage().setBody(new IncomingBrief("id#2", "m#2", Map.of("t", "T"), null));

    briefs.forms.present(exchange);

    assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("t", "T"));
    assertThat(exchange.getVariables())
        .contains(entry(Variables.SOURCE_ID, "id#2"), entry(Variables.SOURCE_NAME, "m#2"));
  }

  private IncomingBrief one(String name, String text) throws IOException {
    List<IncomingBrief> all = read(name, Briefs.utf8(text));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<IncomingBrief> read(String name, Object body) throws IOException {
    List<IncomingBrief> all = new ArrayList<>();
    briefs.forms.read(exchange(name, body)).forEachRemaining(all::add);
    return all;
  }

  private static Exchange exchange(String name, Object body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(Variables.SOURCE_ID, "id");
    exchange.setVariable(Variables.SOURCE_NAME, name);
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
