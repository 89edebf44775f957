package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.testing.LogLines;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SelectFilesTest {

  @TempDir Path folder;

  @Test
  void logsOnceANameInAnotherEncoding() throws Exception {
    assumeTrue(File.separatorChar == '/', "only there are names of files bytes");
    String latin1 = "printf x > \"$0\"/\"$(printf 'caf\\351.txt')\"";
    assertThat(new ProcessBuilder("sh", "-c", latin1, folder.toString()).start().waitFor())
        .isZero();
    File[] files = folder.toFile().listFiles();
    assertThat(files).hasSize(1);
    Files.writeString(folder.resolve("plain.txt"), "x");
    SelectFiles select = select();

    try (LogLines lines = LogLines.of(SelectFilesTest.class)) {
      assertThat(select.accept(candidate(files[0]))).isFalse();
      assertThat(select.accept(candidate(files[0]))).isFalse();
      assertThat(select.accept(candidate(folder.resolve("plain.txt").toFile()))).isTrue();
      assertThat(lines.all())
          .singleElement()
          .asString()
          .startsWith("WARN " + files[0].getAbsolutePath() + " cannot be opened: its name is not");
    } finally {
      assertThat(
              files[0].delete()
                  || new ProcessBuilder("rm", "-rf", folder + "/").start().waitFor() == 0)
          .isTrue();
    }
  }

  private SelectFiles select() {
    FolderDropSettings settings = new FolderDropSettings();
    settings.setDirectory(folder.toString());
    settings.setStability("0s");
    return new SelectFiles(
        settings,
        new StableFiles(Clock.systemUTC(), Duration.ZERO),
        new PendingBriefs(Clock.systemUTC(), Duration.ZERO),
        new LogOnce(LoggerFactory.getLogger(SelectFilesTest.class)));
  }

  private static GenericFile<File> candidate(File file) {
    GenericFile<File> candidate = new GenericFile<>();
    candidate.setFile(file);
    candidate.setAbsoluteFilePath(file.getAbsolutePath());
    return candidate;
  }
}
