package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.CheckModel;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.TableText;
import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Tables as spreadsheets save them. */
class ReadTablesTest {
  private static final Object AB = Map.of("prompt", "a", "model", "b");
  private final Briefs briefs = new Briefs(job -> null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt,model\na,b\n",
        "prompt;model\na;b\n",
        "prompt\tmodel\na\tb\n",
        "sep=;\r\nprompt;model\r\na;b\r\n",
        "sep=,\nprompt,model\na,b\n",
        "SEP=\t\nprompt\tmodel\na\tb\n",
        "\"sep=;\"\nprompt;model\na;b\n",
        "sep=|\nprompt|model\na|b\n",
        "\uFEFFsep=;\nprompt;model\na;b",
        "\uFEFFprompt,model\ra,b\r",
        "prompt,model,,\na,b,,\n",
        "prompt,model,,\na,b\n",
        " prompt ,\" model\"\na,b,\n",
        "prompt,model\na,b,,,\n",
        "\n\nprompt,model\n\na,b\n\n,\n,,,,\n \n",
        "\"prompt\",\"model\"\n\"a\" ,\"b\"\t\n",
        "prompt,model,title,\na,b,,\n",
      })
  void readsWhatMeansTheSame(String table) throws IOException {
    List<IncomingBrief> rows = read("m.csv", table);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).refusal()).isNull();
    assertThat(((Map<?, ?>) rows.get(0).body()))
        .satisfies(
            row ->
                assertThat(Map.of("prompt", row.get("prompt"), "model", row.get("model")))
                    .isEqualTo(AB));
  }

  @Test
  void takesTabsUnderTheirOwnEndingAndType() throws IOException {
    assertThat(read("m.tsv", "prompt\tmodel\na, b\tm\n").get(0).body())
        .isEqualTo(Map.of("prompt", "a, b", "model", "m"));
    assertThat(
            HandIn.named(briefs, "m")
                .declared("text/tab-separated-values")
                .read(Briefs.utf8("prompt\tmodel\na, b\tm\n"))
                .get(0)
                .body())
        .isEqualTo(Map.of("prompt", "a, b", "model", "m"));
  }

  @Test
  void takesMissingCellsForEmptyOnes() throws IOException {
    List<IncomingBrief> rows = read("m.csv", "prompt,model,title\na\nb,m\nc,m,T\n");

    assertThat(rows)
        .extracting(IncomingBrief::body)
        .containsExactly(
            Map.of("prompt", "a", "title", ""),
            Map.of("prompt", "b", "model", "m", "title", ""),
            Map.of("prompt", "c", "model", "m", "title", "T"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'prompt,a,prompt\nx,y,z' | columns 1 and 3 are both named 'prompt'",
        "'prompt, model,model \nx,y,z' | columns 2 and 3 are both named 'model'",
        "'prompt,params.\nx,y' | column 2 names no parameter",
        "'\"prompt\"x,y\n1,2' | header row cannot be used: column 1 has text after",
      })
  void refusesAHeaderThatIsAmbiguous(String table, String reason) throws IOException {
    assertThat(read("m.csv", table)).hasSize(1);
    assertThat(read("m.csv", table).get(0).refusal()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'prompt,model\na,b,c\ngood,m' | 'It has ''c'' in column 3, which has no name'",
        "'prompt,,model\na,x,b\ngood,,m' | 'It has ''x'' in column 2, which has no name'",
        "'prompt,model\n\"a\"b,m\ngood,m' | It (line 2) cannot be read: column 1 has text after",
        "'prompt,model\na \"quoted\" word,m,,\ngood,m' | ",
        "'prompt,model\na, \"b, c\"\ngood,m' | It (line 2) cannot be read: column 2 has white space",
        "'prompt,model\n\"wide 5 inch,m\ngood,m' | It (line 2) cannot be read: a quote begins a cell",
        "'prompt,model\n\"a\nb\"\ngood,m' | 'It spans lines 2 to 3 and has 1 of 2 columns, so'",
        "'prompt,params,params.n\na,\"{\"\"n\"\":1}\",2\ngood,,' | The columns 'params' and 'params.n' both set",
        "'prompt,params\na,{n:1}\ngood,' | Column 'params' is not valid JSON (line 1, column",
      })
  void refusesOnlyTheRowThatIsAmbiguous(String table, String reason) throws IOException {
    List<IncomingBrief> rows = read("m.csv", table);

    assertThat(rows).hasSize(2);
    if (reason == null) {
      assertThat(rows.get(0).body()).isEqualTo(Map.of("prompt", "a \"quoted\" word", "model", "m"));
    } else {
      assertThat(rows.get(0).refusal()).startsWith(reason);
    }
    assertThat(rows.get(1).body()).asInstanceOf(MAP).containsEntry("prompt", "good");
  }

  @Test
  void acceptsNoPartOfARowWhoseQuotesAreBroken() throws IOException {
    List<IncomingBrief> rows =
        read("m.csv", "prompt,model\n\"He said \"hi\nthere, you\",m\nand \"more\",m\ngood,m\n");

    assertThat(rows).hasSize(4);
    assertThat(rows.subList(0, 3)).allMatch(row -> row.refusal() != null);
    assertThat(rows.get(1).refusal()).contains("follows a row with a quoting error");
    assertThat(rows.get(3).body()).isEqualTo(Map.of("prompt", "good", "model", "m"));
  }

  @Test
  void namesTheLinesInsideAnUnclosedQuote() throws IOException {
    List<IncomingBrief> rows = read("m.csv", "prompt\nfirst\n\"open\nsecond\nthird\n");

    assertThat(rows.get(0).body()).isEqualTo(Map.of("prompt", "first"));
    assertThat(rows.get(1).refusal())
        .startsWith("It (lines 3 to 5) cannot be read: a quote begins");
    assertThat(rows).hasSize(2);
  }

  @Test
  void keepsLineBreaksAndDelimitersInQuotedCells() throws IOException {
    assertThat(read("m.csv", "prompt;model\r\n\"a;\r\nb \"\"c\"\"\";m\r\n").get(0).body())
        .isEqualTo(Map.of("prompt", "a;\r\nb \"c\"", "model", "m"));
  }

  @Test
  void convertsNumbersAndTextsToTheTypeThatTheModelNames() throws IOException {
    Briefs typed = new Briefs(new Told());
    HandIn.named(typed, "m.csv")
        .accept(
            Briefs.utf8(
                "prompt;params.seed;params.size;params.flag;params.other\na;5;1:1;TRUE;07\nb; 0.50 ;;;\n"));

    assertThat(typed.ledger.jobs)
        .extracting(job -> job.params())
        .containsExactly(
            "{\"flag\":true,\"other\":\"07\",\"seed\":5,\"size\":\"1:1\"}", "{\"seed\":0.50}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,5 | Row 1: Column 'params.seed': '1,5' has a comma",
        "1.000,5 | Row 1: Column 'params.seed': '1.000,5' has a comma",
        "five | Row 1: Column 'params.seed': 'five' is not a number",
        "1e400 | Row 1: Column 'params.seed': It cannot be used: the number '1e400' is out of range",
      })
  void refusesANumberThatProgramsReadDifferently(String cell, String reason) throws IOException {
    Briefs typed = new Briefs(new Told());
    List<Acceptance> all =
        HandIn.named(typed, "m.csv")
            .accept(Briefs.utf8("prompt;params.seed\na;" + cell + "\nb;7\n"));

    assertThat(all.get(0).problem()).startsWith(reason);
    assertThat(typed.ledger.jobs).extracting(job -> job.params()).containsExactly("{\"seed\":7}");
  }

  @Test
  void endsARowOfTooManyCellsAndOneThatIsTooLong() throws IOException {
    Briefs large =
        new Briefs(
            job -> null, Briefs.limits(DataSize.ofKilobytes(64), DataSize.ofMegabytes(1), 100));
    String cells = ",".repeat(60_000);
    String table = "prompt,model\n" + cells + "\na,b\n\"" + "x\n".repeat(40_000) + "\",m\n";
    List<IncomingBrief> rows = HandIn.named(large, "m.csv").read(Briefs.utf8(table));

    assertThat(rows.get(0).refusal()).contains("it has more than 1000 columns");
    assertThat(rows.get(1).body()).isEqualTo(AB);
    assertThat(rows.get(2).refusal()).contains("is not closed within 65536 bytes");
    assertThat(rows.subList(3, rows.size())).allMatch(row -> row.refusal() != null);
  }

  private List<IncomingBrief> read(String name, String table) throws IOException {
    return HandIn.named(briefs, name).read(Briefs.utf8(table));
  }

  /** A model that tells the types of its parameters. */
  private static final class Told implements CheckModel {
    @Override
    public BigDecimal check(NewJob job) {
      return null;
    }

    @Override
    public Object typed(String account, String model, String param, String text)
        throws BriefRefused {
      return switch (param) {
        case "seed" -> TableText.number(text);
        case "flag" -> TableText.bool(text);
        default -> text;
      };
    }
  }
}
