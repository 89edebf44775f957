package dev.rivyaroutes.check.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.LibraryJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WarnOfLibrariesTest {

  @TempDir Path house;
  private Path lib;

  @BeforeEach
  void create() throws IOException {
    lib = Files.createDirectory(house.resolve("lib"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void reportsWhatOtherUsersCanWrite() throws IOException {
    Path safe = LibraryJar.of(lib.resolve("safe.jar"), "a/B.class", "x");
    Path open = LibraryJar.of(lib.resolve("open.jar"), "a/C.class", "x");
    // JUnit's own folder is private, and would hide what lies in it.
    mode(house, "rwxr-xr-x");
    mode(lib, "rwxr-xr-x");
    mode(safe, "rw-r--r--");
    mode(open, "rw-rw-r--");

    assertThat(WarnOfLibraries.writable(List.of(safe, open)))
        .containsExactly(
            "Other users of this host can write %s (mode rw-rw-r--), whose code the program runs. Run: chmod go-w %s"
                .formatted(open, open));
    mode(lib, "rwxrwxrwx");
    assertThat(WarnOfLibraries.writable(List.of(safe)))
        .containsExactly(
            "Other users of this host can write %s (mode rwxrwxrwx), whose code the program runs. Run: chmod go-w %s"
                .formatted(lib, lib));
    mode(house, "rwx------");
    assertThat(WarnOfLibraries.writable(List.of(safe, open))).as("nobody gets there").isEmpty();
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void reportsAJarThatReplacesAnotherVersion() throws IOException {
    Path program = Files.createDirectory(house.resolve("program"));
    Path own = LibraryJar.of(program.resolve("codec-1.18.jar"), "org/codec/Hex.class", "x");
    Path same = LibraryJar.of(program.resolve("text-2.0.jar"), "org/text/Text.class", "x");
    Path newer = LibraryJar.of(lib.resolve("codec-1.21.jar"), "org/codec/Hex.class", "x");
    Path again = LibraryJar.of(lib.resolve("text-2.0.jar"), "org/text/Text.class", "x");
    Path other = LibraryJar.of(lib.resolve("other.jar"), "org/other/Other.class", "x");
    URL[] classPath = {
      newer.toUri().toURL(),
      again.toUri().toURL(),
      other.toUri().toURL(),
      own.toUri().toURL(),
      same.toUri().toURL()
    };
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      assertThat(WarnOfLibraries.replacing(List.of(newer, again, other), loader))
          .containsExactly(
              newer
                  + " is used in place of codec-1.18.jar. Remove it, unless it is meant to replace that.");
    }
  }
}
