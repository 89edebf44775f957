package dev.rivyaroutes.brief.again;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.form.TableFields;
import dev.rivyaroutes.ledger.job.JobCredits;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.search.PastBrief;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildBriefTest {

  private static PastBrief past(String prompt, String params, String brief, JobFile... files) {
    return past(
        new PastBrief.Texts(prompt, params, null, brief, null, Map.of(), "id", null), files);
  }

  private static PastBrief past(PastBrief.Texts texts, JobFile... files) {
    return new PastBrief(
        "J",
        new JobTarget("posters", "studio", "nano-banana-2", JobKind.GENERATION),
        "mail",
        "box",
        "a.json",
        new JobCredits(null, null, null),
        texts,
        List.of(files));
  }

  private static JobFile file(int n, String name, String digit, String beside) {
    return new JobFile(n, name, "image/png", "image", 3, digit.repeat(64), null, beside);
  }

  private static RebuiltBrief rebuilt(PastBrief past) {
    return RebuildBrief.rebuild(past).orElseThrow();
  }

  @Test
  void takesTheTextsOfTheJobWhereTheFlowAddsNothing() {
    RebuiltBrief brief = rebuilt(past("A lamp", "{\"size\":\"1:1\"}", null));

    assertThat(brief.body()).isEqualTo(Map.of("prompt", "A lamp", "params", Map.of("size", "1:1")));
  }

  @Test
  void takesWhatTheSourceHandedInWhereTheFlowHidesIt() {
    String kept = "{\"body\":{\"subject\":\"Lamps\"},\"variables\":{\"mailSubject\":\"Hello\"}}";
    JobFile lamp = file(1, "lamp.png", "a", null);

    RebuiltBrief brief = rebuilt(past("A poster of Lamps", "{}", kept, lamp));

    assertThat(brief.body())
        .isEqualTo(Map.of("subject", "Lamps", "references", List.of("lamp.png")));
    assertThat(brief.variables()).containsExactly(Map.entry("mailSubject", "Hello"));
    assertThat(brief.file("lamp.png")).contains(lamp);
  }

  @Test
  void keepsFilesOfTheSameNameApart() {
    JobFile first = file(1, "x.png", "a", null);
    JobFile second = file(2, "y.png", "b", "x.png");
    JobFile remote = new JobFile(3, "c.png", null, null, -1, null, "https://a.example/c.png");

    RebuiltBrief brief = rebuilt(past("p", "{}", null, first, second, remote));

    assertThat(((Map<?, ?>) brief.body()).get("references"))
        .isEqualTo(
            List.of(
                "x.png", Map.of("file", "2/x.png", "name", "y.png"), "https://a.example/c.png"));
    assertThat(brief.file("x.png")).contains(first);
    assertThat(brief.file("2/x.png")).contains(second);
    assertThat(brief.file("in/x.png")).as("one of two").isEmpty();
  }

  @Test
  void leavesTheReferencesOfTheFlowToItsSteps() {
    JobFile logo = file(1, "logo.png", "a", null);
    String kept = "{\"body\":\"A lamp\",\"references\":\"flow\"}";

    RebuiltBrief brief = rebuilt(past("p", "{}", kept, logo));

    assertThat(brief.body()).isEqualTo("A lamp");
    assertThat(brief.file("brand/logo.png")).contains(logo);
  }

  @Test
  void knowsAFileThatIsTheBriefAndARowOfATable() {
    JobFile photo = file(1, "photo.png", "a", null);
    RebuiltBrief ofFile =
        rebuilt(past("p", "{}", "{\"body\":{},\"media\":true,\"references\":\"flow\"}", photo));
    assertThat(ofFile.media()).isEqualTo(photo);
    assertThat(ofFile.body()).isNull();

    String row = "{\"body\":{\"title\":\"x\",\"params\":{\"n\":\"2\"}},\"table\":true}";
    assertThat(rebuilt(past("p", "{}", row)).body())
        .isInstanceOf(TableFields.class)
        .isEqualTo(Map.of("title", "x", "params", Map.of("n", "2")));
  }

  @Test
  void givesAMailItsConversationAndWhatItLeftOut() {
    PastBrief.Texts texts =
        new PastBrief.Texts(
            "Hi", "{}", null, "{\"body\":\"Hi\"}", "thread-1", Map.of("to", "a"), "id", "> old");

    assertThat(rebuilt(past(texts)).variables())
        .isEqualTo(
            Map.of(
                "conversation",
                "thread-1",
                "returnAddress",
                Map.of("to", "a"),
                "omittedText",
                "> old"));
  }

  @Test
  void leavesOutWhatTheLedgerDoesNotKeep() {
    assertThat(RebuildBrief.rebuild(past("x", "{}", "{\"too_long\":true}"))).isEmpty();
  }
}
