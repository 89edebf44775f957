package dev.rivyaroutes.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.again.RebuiltBrief;
import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.DetectMediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadFilesTest {
  private static final String HASH = "ab" + "0".repeat(62);

  @TempDir private Path media;

  private static RebuiltBrief with(String type) {
    JobFile file = new JobFile(1, "a", type, "image", 3, HASH, null);
    return new RebuiltBrief(null, Map.of(), null, Map.of(), Map.of("a", file));
  }

  @Test
  void readsTheBytesOfTheMediaStore() throws IOException {
    Files.write(Files.createDirectories(media.resolve("ab")).resolve(HASH), new byte[] {1, 2, 3});
    ReadFiles files = new ReadFiles(media);

    GivenBrief given = files.read(with("image/png"));

    assertThat(given.bytes().get(HASH)).containsExactly(1, 2, 3);
    assertThat(files.standIns()).isZero();
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
    ReadFiles files = new ReadFiles(media);

    GivenBrief given = files.read(with(type));

    assertThat(DetectMediaType.of(given.bytes().get(HASH)).contentType()).isEqualTo(type);
    assertThat(files.standIns()).isOne();
  }
}
