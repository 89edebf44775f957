package dev.rivyaroutes.media.file;

import dev.rivyaroutes.outbound.LocalFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;

/** A folder of ours takes nothing now: which, why, and what to do. It passes once that is done. */
public final class DiskWriteFailed extends IOException implements LocalFailure {

  DiskWriteFailed(String what, Path folder, IOException cause) {
    super("The " + what + " in " + folder + " takes nothing now: " + reason(folder, cause), cause);
  }

  /** Why a folder takes nothing, and what to do, in one or two sentences. */
  public static String reason(Path folder, IOException e) {
    String text = String.valueOf(e.getMessage());
    String said = text.toLowerCase(Locale.ROOT);
    if (said.contains("no space left") || said.contains("not enough space")) {
      return "the disk is full. Free some space.";
    }
    if (said.contains("quota")) {
      return "the disk quota is used up. Free some space or raise the quota.";
    }
    if (said.contains("read-only file system")) {
      return "the disk is mounted read-only. Mount it writable.";
    }
    if (e instanceof AccessDeniedException) {
      return "the user %s may not write there. Give that user write permission on %s."
          .formatted(System.getProperty("user.name"), folder);
    }
    if (e instanceof FileAlreadyExistsException || said.contains("not a directory")) {
      return "a file stands where a folder is needed (%s). Move it away.".formatted(text);
    }
    if (said.contains("file name too long")) {
      return "a name is too long for this disk. Shorten it.";
    }
    return text + ".";
  }
}
