package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndecodableNamesTest {

  @TempDir Path folder;

  @Test
  void logsOnceANameInAnotherEncoding() throws Exception {
    assumeTrue(File.separatorChar == '/', "only there are names of files bytes");
    String latin1 = "printf x > \"$0\"/\"$(printf 'caf\\351.txt')\"";
    assertThat(new ProcessBuilder("sh", "-c", latin1, folder.toString()).start().waitFor())
        .isZero();
    File[] files = folder.toFile().listFiles();
    assertThat(files).hasSize(1);
    UndecodableNames names = new UndecodableNames();

    assertThat(names.warn(files[0].getAbsolutePath())).isTrue();
    assertThat(names.warn(files[0].getAbsolutePath())).isFalse();
    assertThat(names.warn(folder.resolve("plain.txt").toString())).isFalse();
    assertThat(
            files[0].delete()
                || new ProcessBuilder("rm", "-rf", folder + "/").start().waitFor() == 0)
        .isTrue();
  }
}
