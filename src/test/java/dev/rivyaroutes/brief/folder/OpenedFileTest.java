package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenedFileTest {
  @TempDir Path folder;

  private OpenedFile open() throws IOException {
    Path file = Files.writeString(folder.resolve("fox.txt"), "a fox");
    return OpenedFile.open(DroppedFile.of(folder, file));
  }

  @Test
  void opensTheFileOnceForItsFirstReader() throws IOException {
    OpenedFile opened = open();
    Files.delete(folder.resolve("fox.txt"));

    try (InputStream in = opened.getInputStream()) {
      assertThat(in).hasContent("a fox");
    }
    assertThatThrownBy(opened::getInputStream).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void leavesTheStreamToItsReader() throws IOException {
    OpenedFile read = open();
    try (InputStream in = read.getInputStream()) {
      read.close();
      assertThat(in).as("its reader has it").hasContent("a fox");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoDescriptorOpen() throws IOException {
    OpenedFile unread = open();
    assertThat(descriptors()).contains(folder.resolve("fox.txt").toRealPath());
    unread.close();
    assertThat(descriptors()).doesNotContain(folder.resolve("fox.txt").toRealPath());
  }

  private static List<Path> descriptors() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path one : all) {
        if (Files.isSymbolicLink(one)) {
          files.add(Files.readSymbolicLink(one));
        }
      }
    }
    return files;
  }
}
