package dev.rivyaroutes.brief.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.connection.sftp.TestSftpServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeekRemoteFolderTest {
  @TempDir Path root;

  /** As the source itself does. */
  @Test
  void opensFilesBesideABriefByNamesInAnotherLetterCase() throws IOException {
    Path in = Files.createDirectory(root.resolve("in"));
    Files.writeString(in.resolve("lamp.json"), "{\"references\": [\"lamp.png\"]}");
    Files.writeString(in.resolve("Lamp.PNG"), "bytes");
    SftpDropSettings settings = new SftpDropSettings();
    settings.setDirectory("/in");

    try (TestSftpServer server = new TestSftpServer(root);
        PeekRemoteFolder folder =
            new PeekRemoteFolder(settings, server.connection().connections())) {
      WaitingBrief brief = folder.oldest().orElseThrow();

      assertThat(brief.name()).isEqualTo("lamp.json");
      try (InputStream beside = brief.siblings().open("lamp.png").orElseThrow()) {
        assertThat(beside).hasContent("bytes");
      }
      assertThat(brief.siblings().open("../lamp.png")).isEmpty();
    }
  }
}
