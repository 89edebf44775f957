package dev.rivyaroutes.media.file;

import dev.rivyaroutes.outbound.LocalFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;

/** A folder of this program cannot be written now; the message names folder, reason and remedy. */
public final class DiskWriteFailed extends IOException implements LocalFailure {

  DiskWriteFailed(String what, Path folder, IOException cause) {
    super("The " + what + " in " + folder + " cannot be written: " + reason(folder, cause), cause);
  }

  /** Why a folder cannot be written, and what to do. */
  public static String reason(Path folder, IOException e) {
    String text = String.valueOf(e.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("not enough space")) {
      return "the disk is full. Free some space.";
    }
    if (lower.contains("quota")) {
      return "the disk quota is used up. Free some space or raise the quota.";
    }
    if (lower.contains("read-only file system")) {
      return "the disk is mounted read-only. Mount it writable.";
    }
    if (e instanceof AccessDeniedException) {
      return "the user %s may not write there. Give that user write permission on %s."
          .formatted(System.getProperty("user.name"), folder);
    }
    if (e instanceof FileAlreadyExistsException || lower.contains("not a directory")) {
      return "a file exists where a folder is needed (%s). Move it away.".formatted(text);
    }
    if (lower.contains("file name too long")) {
      return "a name is too long for this file system. Shorten it.";
    }
    return text + ".";
  }
}
