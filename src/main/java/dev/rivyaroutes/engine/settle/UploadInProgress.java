package dev.rivyaroutes.engine.settle;

import java.time.Instant;

/** Another job is uploading the same bytes; this job waits for its upload. */
public final class UploadInProgress extends Exception {

  private final String sha256;
  private final Instant until;

  public UploadInProgress(String name, String sha256, Instant until) {
    super(
        "Another job is uploading the same file as %s. This job continues when the upload is complete, and reuses it."
            .formatted(name));
    this.sha256 = sha256;
    this.until = until;
  }

  String sha256() {
    return sha256;
  }

  /** When the other job's claim expires. */
  Instant until() {
    return until;
  }
}
