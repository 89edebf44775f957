package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.WaitingBrief;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeekFolderTest {
  @TempDir Path folder;

  /** As the source itself does. */
  @Test
  void opensFilesBesideABriefByNamesInAnotherLetterCase() throws IOException {
    Files.writeString(folder.resolve("lamp.json"), "{\"references\": [\"lamp.png\"]}");
    Files.writeString(folder.resolve("Lamp.PNG"), "bytes");
    FolderDropSettings settings = new FolderDropSettings();
    settings.setDirectory(folder.toString());

    WaitingBrief brief = new PeekFolder(settings, true).oldest().orElseThrow();

    assertThat(brief.name()).isEqualTo("lamp.json");
    try (InputStream beside = brief.siblings().open("lamp.png").orElseThrow()) {
      assertThat(beside).hasContent("bytes");
    }
    assertThat(brief.siblings().open("../lamp.png")).isEmpty();
  }
}
