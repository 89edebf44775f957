package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.springframework.util.unit.DataSize;

/** Whatever a brief holds, it ends as a job or as a refusal with its cause. */
class AnyContentTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void endsAsAJobOrARefusal(@ForAll long seed, @ForAll("encodings") String encoding)
      throws IOException {
    Mutations.Document document = Mutations.of(seed);
    check(new HandIn(briefs(), document.name(), document.type(), encoding), document.bytes());
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void takesAnyBytesUnderAnyName(
      @ForAll byte[] bytes, @ForAll("names") String name, @ForAll("types") String type)
      throws IOException {
    check(new HandIn(briefs(), name, type, null), bytes);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void takesAnyText(@ForAll String text, @ForAll("names") String name) throws IOException {
    check(new HandIn(briefs(), name, null, null), text);
  }

  private static Briefs briefs() {
    return new Briefs(
        job -> null, Briefs.limits(DataSize.ofKilobytes(4), DataSize.ofKilobytes(64), 1_000));
  }

  private static void check(HandIn handIn, Object body) throws IOException {
    List<Acceptance> all = handIn.accept(body);

    assertThat(all).isNotEmpty();
    for (Acceptance acceptance : all) {
      if (acceptance.outcome() == Outcome.REFUSED) {
        assertThat(acceptance.problem())
            .isNotBlank()
            .doesNotContain("unexpected error", "Exception", "fasterxml", "snakeyaml", "\0");
      }
    }
    List<NewJob> jobs = handIn.briefs().ledger.jobs;
    assertThat(all.stream().filter(one -> one.outcome() == Outcome.ACCEPTED)).hasSize(jobs.size());
    for (NewJob job : jobs) {
      assertThat(job.prompt() == null || !BriefText.isBlank(job.prompt())).isTrue();
      assertThat(job.prompt() == null || BriefText.problem(job.prompt()) == null).isTrue();
      assertThat(BriefText.problem(job.params())).isNull();
      assertThat(JSON.readTree(job.params()).isObject()).isTrue();
    }
  }

  @Provide
  Arbitrary<String> encodings() {
    return Arbitraries.frequencyOf(
        Tuple.of(20, Arbitraries.just(null)),
        Tuple.of(1, Arbitraries.of("gzip", "br", "aws-chunked", "gzip,gzip", ",")));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "a.json",
        "a.yaml",
        "a.csv",
        "a.tsv",
        "a.jsonl",
        "a.txt",
        "a.png",
        "a",
        "a\0",
        "a\ud800.txt");
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        "text/plain;charset=utf-16",
        "text/plain;charset=x",
        "application/json;charset=windows-1252",
        "text/csv;charset=\"utf-16be\"",
        "image/png",
        "",
        ";;;charset");
  }
}
