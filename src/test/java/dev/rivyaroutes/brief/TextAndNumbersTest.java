package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What every form of a brief has in common: texts that others can hold, and exact numbers. */
class TextAndNumbersTest {
  private final Briefs briefs =
      new Briefs(job -> null, Briefs.limits(kilobytes(16), kilobytes(64), 100));

  private static DataSize kilobytes(int n) {
    return DataSize.ofKilobytes(n);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "1e999999999",
        "1e-999999999",
        "1e-400",
        "1e99999999999999999999",
        "NaN",
        "Infinity",
        "-Infinity",
      })
  void refusesANumberThatOthersReadAsAnother(String number) throws IOException {
    String json = "{\"prompt\":\"a\",\"params\":{\"seed\":" + number + "}}";
    String yaml =
        "prompt: a\nparams:\n  seed: " + number.replace("Infinity", ".inf").replace("NaN", ".nan");

    assertThat(HandIn.named(briefs, "a.json").refusal(Briefs.utf8(json)))
        .contains("The document is not valid JSON (line 1, column ");
    assertThat(HandIn.named(briefs, "a.yaml").refusal(Briefs.utf8(yaml)))
        .contains("The document is not valid YAML (line 3, column 9): ");
    assertThat(HandIn.named(briefs, "a.jsonl").refusal(Briefs.utf8(json)))
        .startsWith("Row 1: The document is not valid JSON (line 1, column ");
    assertThat(
            HandIn.named(briefs, "a.csv")
                .refusal(Briefs.utf8("prompt,params\na,\"{\"\"seed\"\":" + number + "}\"\n")))
        .startsWith("Row 1: Column 'params' is not valid JSON (line 1, column ");
    assertThat(briefs.ledger.jobs).isEmpty();
  }

  @Test
  void refusesANumberOfAHundredThousandDigits() throws IOException {
    String digits = "1".repeat(10_000);
    for (String number : List.of(digits, "0." + digits, "1e" + digits)) {
      assertThat(
              HandIn.named(briefs, "a.json")
                  .refusal(Briefs.utf8("{\"prompt\":\"a\",\"params\":{\"n\":" + number + "}}")))
          .contains("characters; at most 100 are allowed");
    }
  }

  @Test
  void refusesNumbersOfMapsThatAFlowMade() throws IOException {
    for (Object number :
        List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            new BigDecimal("1e400"),
            BigInteger.TEN.pow(400))) {
      assertThat(
              HandIn.named(briefs, "a")
                  .refusal(Map.of("prompt", "a", "params", Map.of("seeds", List.of(1, number)))))
          .startsWith("params.seeds[1] cannot be used: ");
    }
    assertThat(
            HandIn.named(briefs, "a")
                .refusal(Map.of("prompt", "a", "params", Map.of("when", new Date()))))
        .startsWith("params.when is of a type that JSON cannot express. Give a text");
  }

  @Test
  void keepsEveryDigit() throws IOException {
    String params =
        "{\"a\":0.50,\"b\":12345678901234567890123,\"c\":0.1000000000000000055511151231257827,\"d\":1E+5}";
    HandIn.named(briefs, "a.json")
        .accept(Briefs.utf8("{\"prompt\":\"a\",\"params\":" + params + "}"));

    assertThat(briefs.ledger.jobs.get(0).params()).isEqualTo(params);
  }

  @Test
  void readsTheEscapesOfLineSeparatorsThatOtherProgramsWrite() throws IOException {
    String yaml =
        "# \ud83c\udfa8\nprompt: \"a\\Lb \\\\L \\Pc\"\nparams: {p: 'C:\\Logs', q: C:\\Logs, r: \"\\L\"}";
    HandIn.named(briefs, "a.yaml").accept(Briefs.utf8(yaml));

    assertThat(briefs.ledger.jobs.get(0).prompt()).isEqualTo("a\u2028b \\L \u2029c");
    assertThat(briefs.ledger.jobs.get(0).params())
        .isEqualTo("{\"p\":\"C:\\\\Logs\",\"q\":\"C:\\\\Logs\",\"r\":\"\u2028\"}");
  }

  @Test
  void keepsTextOfYamlThatOnlySomeReadAsANumber() throws IOException {
    HandIn.named(briefs, "a.yaml")
        .accept(
            Briefs.utf8(
                "prompt: a\nparams: {a: 0123, b: 1_000, c: 0x1F, d: 2026-11-27, e: yes, f: 12:30,"
                    + " g: +49123, h: .5, i: !!str 5, j: ~}"));

    assertThat(briefs.ledger.jobs.get(0).params())
        .isEqualTo(
            "{\"a\":\"0123\",\"b\":\"1_000\",\"c\":\"0x1F\",\"d\":\"2026-11-27\",\"e\":\"yes\","
                + "\"f\":\"12:30\",\"g\":\"+49123\",\"h\":0.5,\"i\":\"5\",\"j\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prompt\":\"a\\ud83d\"} | prompt has half a surrogate pair (U+D83D) at character 2",
        "{\"prompt\":\"\\udc00\\ud83d\"} | prompt has half",
        "{\"prompt\":\"a\\u0000b\"} | prompt has a NUL (U+0000) at character 2",
        "{\"prompt\":\"a\",\"params\":{\"voice\":\"x\\ud800\"}} | params.voice has half",
        "{\"prompt\":\"a\",\"params\":{\"d\":[{\"text\":\"\\ud800\"}]}} | params.d[0].text has half",
        "{\"prompt\":\"a\",\"params\":{\"v\\ud800\":1}} | params.v has half",
        "{\"prompt\":\"a\",\"params\":{\"v\\u0000\":1}} | params.v has a NUL",
        "{\"prompt\":\"a\",\"references\":[\"https://x.example/\\ud800\"]} | references[0] has half",
        "{\"prompt\":\"a\",\"references\":[{\"url\":\"https://x.example/\\ud800\"}]} | references[0].url has",
        "{\"prompt\":\"a\",\"references\":[{\"file\":\"a\",\"name\":\"\\ud800\"}]} | references[0].name has",
        "{\"prompt\":\"a\",\"model\":\"\\ud800\"} | model has half",
        "{\"prompt\":\"a\",\"client_request_id\":\"\\u0000\"} | client_request_id has a NUL",
        "{\"prompt\":\"a\",\"\\ud800\":1} | A key has half a surrogate pair",
      })
  void refusesATextThatOthersCannotStoreAndNamesItsPlace(String json, String reason)
      throws IOException {
    assertThat(HandIn.named(briefs, "a.json").refusal(Briefs.utf8(json))).startsWith(reason);
    assertThat(HandIn.named(briefs, "a.yaml").refusal(Briefs.utf8(json))).startsWith(reason);
    assertThat(HandIn.named(briefs, "a.jsonl").refusal(Briefs.utf8(json)))
        .startsWith("Row 1: " + reason);
    assertThat(briefs.ledger.jobs).isEmpty();
    assertThat(briefs.store.blobs).isEmpty();
  }

  @Test
  void refusesTextBodiesNamesAndTurnsInTheSameWords() throws IOException {
    assertThat(HandIn.named(briefs, "a.txt").refusal("a\ud800"))
        .startsWith("The text has half a surrogate pair (U+D800) at character 2");
    assertThat(HandIn.named(briefs, "a\ud800.txt").refusal("a"))
        .startsWith("The name of its source has half a surrogate pair");
    assertThat(HandIn.named(briefs, "l").refusal(List.of(Map.of("prompt", "x\ud800"))))
        .startsWith("Row 1: prompt has half a surrogate pair");
    assertThat(briefs.ledger.jobs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\u2028"})
  void refusesAPromptThatNobodyCanSee(String blank) throws IOException {
    assertThat(HandIn.named(briefs, "a").refusal(Map.of("prompt", blank)))
        .startsWith("The brief has no prompt.");
  }

  @Test
  void takesTheWhiteSpaceAtItsEndsOff() throws IOException {
    HandIn.named(briefs, "a").accept(Map.of("prompt", " \n\u00A0a  b\n\n"));

    assertThat(briefs.ledger.jobs.get(0).prompt()).isEqualTo("a  b");
  }

  @Test
  void refusesParamsThatAreATextOrNoJson() throws IOException {
    for (String params : List.of("\"abc\"", "5", "[1]", "size: 1:1")) {
      assertThat(HandIn.named(briefs, "a").refusal(Map.of("prompt", "a", "params", params)))
          .startsWith("params ");
    }
  }

  @Test
  void refusesWhatContainsItself() throws IOException {
    Map<String, Object> endless = new HashMap<>(Map.of("prompt", "a"));
    endless.put("params", endless);

    assertThat(HandIn.named(briefs, "a").refusal(endless)).contains("is one too many");
  }
}
