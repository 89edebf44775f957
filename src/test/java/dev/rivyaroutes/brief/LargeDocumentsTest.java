package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.DecodingBudget;
import dev.rivyaroutes.brief.form.DecodingBudgetExceeded;
import dev.rivyaroutes.testing.CpuTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/** What a document costs: never many times its bytes of memory, and time in line with its size. */
class LargeDocumentsTest {
  private static final DataSize LARGE = DataSize.ofMegabytes(16);
  private static final Briefs BRIEFS =
      new Briefs(
          job -> null,
          new BriefProperties(
              LARGE,
              LARGE,
              LARGE,
              1_000_000,
              LARGE,
              DataSize.ofMegabytes(1),
              DataSize.ofMegabytes(64),
              Duration.ofSeconds(30)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.json | [],",
        "a.json | {},",
        "a.json | 0,",
        "a.json | \"\",",
        "a.json | null,",
        "a.jsonl | [],",
        "a.csv | [],",
      })
  void refusesMoreValuesThanABriefCanHave(String name, String value) throws IOException {
    String json = "{\"a\":[" + value.repeat(3_000_000 / value.length()) + "0]}";
    String text = name.endsWith("csv") ? "params\n\"" + json.replace("\"", "\"\"") + "\"\n" : json;

    assertThat(HandIn.named(BRIEFS, name).refusal(Briefs.utf8(text)))
        .contains("it has more than 100000 values");
  }

  @Test
  void refusesDepthAndKeysWhileTheyAreRead() throws IOException {
    String keys =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "\"" + i + "\":0")
            .collect(Collectors.joining(","));
    assertThat(HandIn.named(BRIEFS, "a.json").refusal(Briefs.utf8("{" + keys + "}")))
        .contains("it has more than 100000 values");
    for (String name : new String[] {"a.json", "a.yaml", "a.jsonl"}) {
      for (String deep : new String[] {"[", "{\"a\":"}) {
        assertThat(
                HandIn.named(BRIEFS, name).refusal(Briefs.utf8("{\"a\":" + deep.repeat(150_000))))
            .contains("it is nested deeper than 100 levels");
      }
    }
    assertThat(HandIn.named(BRIEFS, "b.yaml").refusal(Briefs.utf8("a: [" + "[],".repeat(150_000))))
        .contains("it has more than 100000 values");
  }

  @Test
  void hasASmallerLimitForYaml() throws IOException {
    assertThat(
            HandIn.named(BRIEFS, "a.yaml").refusal(Briefs.utf8("prompt: " + "x".repeat(1 << 20))))
        .startsWith(
            "The YAML document is larger than 1 MB. Shorten it, or raise rivya.brief.yaml.");
  }

  @Test
  void usesNoMoreThanTheBudgetUntilTheBriefsAreAccepted() throws Exception {
    Briefs briefs =
        new Briefs(
            job -> null,
            new BriefProperties(
                DataSize.ofKilobytes(512),
                DataSize.ofKilobytes(512),
                LARGE,
                100,
                LARGE,
                DataSize.ofKilobytes(512),
                DataSize.ofKilobytes(1024),
                Duration.ofSeconds(30)));
    byte[] document = Briefs.utf8("{\"prompt\":\"a\",\"x\":\"" + "x".repeat(500_000) + "\"}");
    Exchange first = exchange();
    Exchange second = exchange();
    briefs.forms.readDocument(first, stream(document), "application/json");
    briefs.forms.readDocument(second, stream(document), "application/json");

    assertThatThrownBy(
            () -> briefs.forms.readDocument(exchange(), stream(document), "application/json"))
        .isInstanceOf(DecodingBudgetExceeded.class);
    HandIn.end(first);
    assertThat(briefs.forms.readDocument(exchange(), stream(document), "application/json"))
        .isInstanceOf(Map.class);
  }

  @Test
  void startsWithNoBudgetThatIsBelowTheLargestFile() {
    for (int large = 0; large < 3; large++) {
      DataSize[] sizes = {LARGE, LARGE, LARGE};
      sizes[large] = DataSize.ofMegabytes(17);
      assertThatThrownBy(
              () ->
                  new BriefProperties(
                      sizes[0],
                      sizes[1],
                      LARGE,
                      100,
                      LARGE,
                      sizes[2],
                      LARGE,
                      Duration.ofSeconds(30)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rivya.brief.decoding is 16777216B; it must be at least");
    }
  }

  @Test
  void takesAManifestThatIsLargerThanTheBudgetRowByRow() throws Exception {
    Briefs briefs =
        new Briefs(
            job -> null,
            new BriefProperties(
                DataSize.ofKilobytes(512),
                DataSize.ofKilobytes(512),
                LARGE,
                100,
                LARGE,
                DataSize.ofKilobytes(512),
                DataSize.ofKilobytes(512),
                Duration.ofSeconds(30)));
    String row = "{\"prompt\":\"a\",\"params\":{\"x\":\"" + "x".repeat(300_000) + "\"}}\n";

    assertThat(HandIn.named(briefs, "a.jsonl").accept(Briefs.utf8(row.repeat(10)))).hasSize(10);
    assertThat(briefs.ledger.jobs).hasSize(10);
  }

  @Test
  void givesBackWhatARefusedOrInterruptedDocumentTook() throws Exception {
    DecodingBudget budget = new DecodingBudget(DataSize.ofKilobytes(1024));
    DecodingBudget.Share one = budget.share(Duration.ZERO);
    one.grow(900_000);
    DecodingBudget.Share two = budget.share(Duration.ZERO);
    assertThatThrownBy(() -> two.grow(900_000)).isInstanceOf(DecodingBudgetExceeded.class);
    two.release();
    two.release();
    one.release();
    one.release();
    DecodingBudget.Share three = budget.share(Duration.ZERO);
    three.grow(1_000_000);
    assertThatThrownBy(() -> budget.share(Duration.ZERO).grow(300_000))
        .isInstanceOf(DecodingBudgetExceeded.class);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static Exchange exchange() {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(Variables.SOURCE_ID, "id");
    return exchange;
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("shapes")
  void takesTwiceTheTimeForTwiceTheSize(
      String name, String shape, int size, IntFunction<String> document) throws Exception {
    byte[] one = Briefs.utf8(document.apply(size));
    byte[] twice = Briefs.utf8(document.apply(2 * size));
    HandIn handIn = HandIn.named(BRIEFS, name);

    assertThat(CpuTime.ratio(() -> handIn.read(one), () -> handIn.read(twice)))
        .as(shape)
        .isLessThan(3.5);
  }

  private static Stream<Arguments> shapes() {
    return Stream.of(
        yaml("one long word", n -> "a: " + "x".repeat(n)),
        yaml("one long key", n -> "x".repeat(n) + ": a"),
        yaml("a long quoted text", n -> "a: \"" + "x y ".repeat(n / 4) + "\""),
        yaml("a long single-quoted text", n -> "a: '" + "x''".repeat(n / 3) + "'"),
        yaml("escapes", n -> "a: \"" + "\\u00fc".repeat(n / 6) + "\""),
        yaml("a block text", n -> "a: |\n" + "  x\n".repeat(n / 4)),
        yaml("a folded text", n -> "a: >\n" + "  x\n".repeat(n / 4)),
        yaml("a plain text over many lines", n -> "a: x\n" + "  x\n".repeat(n / 4)),
        yaml("many keys", n -> lines(n / 12, i -> "k" + i + ": v\n")),
        yaml("flow keys", n -> "{" + lines(n / 12, i -> "k" + i + ": v, ") + "}"),
        yaml("one flow list", n -> "a: [" + "x, ".repeat(n / 8) + "]"),
        yaml("deep flow", n -> "a: " + "[".repeat(n)),
        yaml("deep flow in braces", n -> "a: " + "{a: ".repeat(n / 4)),
        yaml("deep blocks", n -> "- ".repeat(n / 2) + "a"),
        yaml("questions", n -> "? ".repeat(n / 2) + "a"),
        yaml("many anchors", n -> lines(n / 16, i -> "k" + i + ": &a" + i + " v\n")),
        yaml("many aliases", n -> "a: &x [1]\n" + lines(n / 12, i -> "k" + i + ": *x\n")),
        yaml("many tags", n -> lines(n / 16, i -> "k" + i + ": !!str v\n")),
        yaml("comments", n -> "a: b\n" + "# comment\n".repeat(n / 10)),
        yaml("one comment", n -> "a: b # " + "x".repeat(n)),
        yaml("blank lines", n -> "a: b\n" + "\n".repeat(n) + "c: d"),
        yaml("spaces", n -> "a:" + " ".repeat(n) + "b"),
        yaml("many documents", n -> "--- a\n".repeat(n / 6)),
        yaml("directives", n -> "%X a\n".repeat(n / 5) + "--- a"),
        yaml("a wrong tail", n -> "a: [" + "x, ".repeat(n / 8) + "}"),
        json("one long text", n -> "{\"a\":\"" + "x".repeat(n) + "\"}"),
        json("escapes", n -> "{\"a\":\"" + "\\u00fc".repeat(n / 6) + "\"}"),
        json("one long key", n -> "{\"" + "x".repeat(n) + "\":0}"),
        json("one long number", n -> "{\"a\":" + "1".repeat(n) + "}"),
        json("one long fraction", n -> "{\"a\":0." + "1".repeat(n) + "}"),
        json("one long exponent", n -> "{\"a\":1e" + "1".repeat(n) + "}"),
        json("many keys", n -> "{" + lines(n / 60, i -> "\"k" + i + "\":0,") + "\"z\":0}"),
        json(
            "a long key above many",
            n -> "{\"" + "x".repeat(n / 2) + "\":[" + "0,".repeat(n / 60) + "0]}"),
        json("many values", n -> "{\"a\":[" + "0,".repeat(n / 60) + "0]}"),
        json("deep lists", n -> "{\"a\":" + "[".repeat(n)),
        json("white space", n -> "{\"a\":" + " ".repeat(n) + "0}"),
        json("curly quotes", n -> "{\"a\":" + "“".repeat(n / 3)),
        json("a wrong tail", n -> "{\"a\":\"" + "x".repeat(n) + "\",}"),
        csv("one long cell", n -> "prompt\n" + "x".repeat(n)),
        csv("quotes in a cell", n -> "prompt\nx" + "\"".repeat(n)),
        csv("doubled quotes", n -> "prompt\n\"" + "\"\"".repeat(n / 2) + "\""),
        csv("a quote never closed", n -> "prompt\n\"" + "x\n".repeat(n / 2)),
        csv("quotes never closed", n -> "prompt,model\n" + "\"x,m\n".repeat(n / 5)),
        csv("broken quotes", n -> "prompt,model\n" + "\"x\"y,m\n".repeat(n / 7)),
        csv("rows", n -> "prompt,model\n" + "x,m\n".repeat(n / 40)),
        csv("blank rows", n -> "prompt,model\n" + ",,,\n".repeat(n / 4)),
        csv("blank lines", n -> "prompt,model\n" + "\r\n".repeat(n / 2)),
        csv("many columns", n -> "prompt" + ",a".repeat(n / 2) + "\nx"),
        csv("delimiters", n -> "prompt\n" + ",".repeat(n)),
        jsonLines("rows", n -> "{\"a\":0}\n".repeat(n / 80)),
        jsonLines("blank lines", n -> "\n".repeat(n) + "{}"),
        jsonLines("one long row", n -> "{\"a\":\"" + "x".repeat(n) + "\"}"),
        jsonLines("wrong rows", n -> "{\n".repeat(n / 20)));
  }

  private static String lines(int n, IntFunction<String> line) {
    return IntStream.range(0, n).mapToObj(line).collect(Collectors.joining());
  }

  private static Arguments yaml(String shape, IntFunction<String> document) {
    return Arguments.of("a.yaml", "YAML: " + shape, 200_000, document);
  }

  private static Arguments json(String shape, IntFunction<String> document) {
    return Arguments.of("a.json", "JSON: " + shape, 1_000_000, document);
  }

  private static Arguments csv(String shape, IntFunction<String> document) {
    return Arguments.of("a.csv", "CSV: " + shape, 70_000, document);
  }

  private static Arguments jsonLines(String shape, IntFunction<String> document) {
    return Arguments.of("a.jsonl", "JSONL: " + shape, 200_000, document);
  }
}
