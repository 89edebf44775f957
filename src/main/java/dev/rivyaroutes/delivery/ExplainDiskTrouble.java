package dev.rivyaroutes.delivery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;

/** Puts a failed write into words: which folder, why, and what to do. */
final class ExplainDiskTrouble {

  private ExplainDiskTrouble() {}

  static DeliveryFailed explain(Path folder, Result result, IOException e) {
    String what = "The result of job %s was not written to %s: ".formatted(result.jobId(), folder);
    if (e instanceof FileNotFoundException) {
      return DeliveryFailed.permanently(
          what
              + "the media store no longer holds its file. Raise rivya.media.keep to hold results longer.",
          e);
    }
    return new DeliveryFailed(what + reason(folder, e) + " It is tried again.", e);
  }

  private static String reason(Path folder, IOException e) {
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
      return "the name is too long for this disk. Shorten the sink's name template.";
    }
    return "%s (%s).".formatted(text, e.getClass().getSimpleName());
  }
}
