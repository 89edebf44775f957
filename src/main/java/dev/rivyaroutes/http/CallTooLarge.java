package dev.rivyaroutes.http;

import java.io.IOException;

/** A call sends more bytes than its flow takes. */
public class CallTooLarge extends IOException {
  private final long maxBytes;

  public CallTooLarge(long maxBytes) {
    super("the request is larger than " + maxBytes + " bytes");
    this.maxBytes = maxBytes;
  }

  long maxBytes() {
    return maxBytes;
  }
}
