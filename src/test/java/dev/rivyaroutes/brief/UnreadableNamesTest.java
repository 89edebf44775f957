package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UnreadableNamesTest {

  @TempDir Path folder;

  @Test
  void tellsOnceOfANameInAnotherEncoding(CapturedOutput output) throws Exception {
    assumeTrue(File.separatorChar == '/', "only there are names of files bytes");
    String latin1 = "printf x > \"$0\"/\"$(printf 'caf\\351.txt')\"";
    assertThat(new ProcessBuilder("sh", "-c", latin1, folder.toString()).start().waitFor())
        .isZero();
    File[] files = folder.toFile().listFiles();
    assertThat(files).hasSize(1);
    UnreadableNames names = new UnreadableNames();

    names.tell(files[0].getAbsolutePath());
    names.tell(files[0].getAbsolutePath());
    names.tell(folder.resolve("plain.txt").toString());

    assertThat(output.toString().split("is not taken", -1)).hasSize(2);
    assertThat(output).contains("caf", "LANG=C.UTF-8").doesNotContain("plain.txt");
    assertThat(
            files[0].delete()
                || new ProcessBuilder("rm", "-rf", folder + "/").start().waitFor() == 0)
        .isTrue();
  }
}
