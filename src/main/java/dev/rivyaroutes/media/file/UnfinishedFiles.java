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

/**
 * What killed processes have left half written in a folder. Processes may share the folder, so
 * young files belong to somebody at work.
 */
public final class UnfinishedFiles {
  private static final Duration OLD = Duration.ofDays(1);
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /** Takes care of a file that is not simply removed. */
  interface Handler {
    void handle(String group, Path file) throws IOException;
  }

  /** Removes all files that are older than a day. */
  public static void deleteOld(Path folder, Instant now) throws IOException {
    deleteOld(folder, NOTHING, (group, file) -> {}, now);
  }

  /** The same, but hands over files whose name matches, of whatever age. */
  public static void deleteOld(Path folder, Pattern name, Handler handler, Instant now)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          Matcher match = name.matcher(file.getFileName().toString());
          if (match.matches()) {
            handler.handle(match.group(1), file);
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
