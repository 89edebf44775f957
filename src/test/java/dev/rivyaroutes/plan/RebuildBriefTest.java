package dev.rivyaroutes.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.ledger.job.JobCredits;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.media.DetectMediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RebuildBriefTest {
  private static final String HASH = "ab" + "0".repeat(62);

  @TempDir private Path media;

  private static PastBrief past(String prompt, String params, String brief, JobFile... files) {
    return new PastBrief(
        "J",
        new JobTarget("posters", "studio", "nano-banana-2", JobKind.GENERATION),
        "folder",
        "a.json",
        new JobCredits(null, null, null),
        new PastBrief.Texts(prompt, params, null, brief, null, Map.of()),
        List.of(files));
  }

  private static JobFile file(String type, String name) {
    return new JobFile(1, name, type, "image", 3, HASH, null);
  }

  @Test
  void takesTheTextsOfTheJobWhereTheFlowAddsNothing() throws IOException {
    GivenBrief brief =
        new RebuildBrief(media).rebuild(past("A lamp", "{\"size\":\"1:1\"}", null)).orElseThrow();

    assertThat(brief.body()).isEqualTo(Map.of("prompt", "A lamp", "params", Map.of("size", "1:1")));
  }

  @Test
  void takesWhatTheSourceHandedInWhereTheFlowHidesIt() throws IOException {
    String kept = "{\"body\":{\"subject\":\"Lamps\"},\"variables\":{\"mailSubject\":\"Hello\"}}";
    Files.write(Files.createDirectories(media.resolve("ab")).resolve(HASH), new byte[] {1, 2, 3});
    RebuildBrief rebuild = new RebuildBrief(media);

    GivenBrief brief =
        rebuild
            .rebuild(past("A poster of Lamps", "{}", kept, file("image/png", "lamp.png")))
            .orElseThrow();

    assertThat(brief.body())
        .isEqualTo(Map.of("subject", "Lamps", "references", List.of("lamp.png")));
    assertThat(brief.variables()).containsEntry("mailSubject", "Hello");
    assertThat(brief.files()).containsKey("lamp.png");
    assertThat(brief.files().get("lamp.png")).containsExactly(1, 2, 3);
    assertThat(rebuild.standIns()).isZero();
  }

  @Test
  void leavesOutWhatTheLedgerDoesNotKeep() throws IOException {
    assertThat(new RebuildBrief(media).rebuild(past("x", "{}", "{\"too_long\":true}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
        "video/mp4",
        "video/quicktime",
        "video/webm",
        "audio/wav",
        "audio/mpeg",
        "audio/mp4",
        "audio/aac",
        "audio/ogg"
      })
  void standsInByAFileOfTheSameType(String type) throws IOException {
    RebuildBrief rebuild = new RebuildBrief(media);

    GivenBrief brief = rebuild.rebuild(past("x", "{}", null, file(type, "a"))).orElseThrow();

    assertThat(DetectMediaType.of(brief.files().get("a")).contentType()).isEqualTo(type);
    assertThat(rebuild.standIns()).isOne();
  }
}
