package dev.rivyaroutes.http;

import java.io.IOException;

/** A call's body ended before its end, or broke the rules of HTTP: the caller's side failed. */
public class CallBroken extends IOException {
  public CallBroken(IOException cause) {
    super("the request's body could not be read to its end", cause);
  }
}
