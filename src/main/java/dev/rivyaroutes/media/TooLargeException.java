package dev.rivyaroutes.media;

import java.io.IOException;

/** Bytes were refused and not stored, because there are more than allowed. */
public class TooLargeException extends IOException {
  private final long maxBytes;

  public TooLargeException(long maxBytes) {
    super("more than " + maxBytes + " bytes");
    this.maxBytes = maxBytes;
  }

  public long maxBytes() {
    return maxBytes;
  }
}
