package dev.rivyaroutes.http;

import java.io.IOException;

/** The memory for the bodies of all calls is used up. */
public final class BodyMemoryUsedUp extends IOException {
  public BodyMemoryUsedUp() {
    super("the memory for bodies is used up");
  }
}
