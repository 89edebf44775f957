package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/** Puts a failed write into words: which folder, why, and what to do. */
final class ExplainDiskFailure {

  private ExplainDiskFailure() {}

  static DeliveryFailed explain(Path folder, Result result, IOException e) {
    String what = "The result of job %s was not written to %s: ".formatted(result.jobId(), folder);
    if (e instanceof FileNotFoundException) {
      return DeliveryFailed.permanently(
          what
              + "the media store no longer holds its file. Raise rivya.media.keep to hold results longer.",
          e);
    }
    return new DeliveryFailed(what + DiskWriteFailed.reason(folder, e), e);
  }
}
