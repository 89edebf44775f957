package dev.rivyaroutes.engine.failure;

import java.time.Instant;

/** Another job brings the same bytes to Rivya now; this one waits for it. */
public final class UploadElsewhere extends Exception {

  private final String sha256;
  private final Instant until;

  public UploadElsewhere(String name, String sha256, Instant until) {
    super(
        "Another job uploads the same file as "
            + name
            + " now. This one goes on by itself when it is there, and uses it too.");
    this.sha256 = sha256;
    this.until = until;
  }

  public String sha256() {
    return sha256;
  }

  /** When the other's claim ends, should nothing more be heard of it. */
  public Instant until() {
    return until;
  }
}
