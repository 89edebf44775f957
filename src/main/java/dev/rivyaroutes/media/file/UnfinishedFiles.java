package dev.rivyaroutes.media.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.function.IOBiConsumer;

/** Deletes the unfinished files of crashed processes. Young files may belong to running ones. */
public final class UnfinishedFiles {
  private static final Duration OLD = Duration.ofDays(1);
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  public static void deleteOld(Path folder, Instant now) throws IOException {
    deleteOld(folder, NOTHING, (group, file) -> {}, now);
  }

  /** The same, but passes files of any age whose name matches to a handler. */
  public static void deleteOld(
      Path folder, Pattern name, IOBiConsumer<String, Path> handler, Instant now)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          Matcher match = name.matcher(file.getFileName().toString());
          if (match.matches()) {
            handler.accept(match.group(1), file);
          } else if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(OLD))) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          continue; // Another replica was faster.
        }
      }
    }
  }

  private UnfinishedFiles() {}
}
