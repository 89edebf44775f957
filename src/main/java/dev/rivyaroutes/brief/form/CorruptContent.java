package dev.rivyaroutes.brief.form;

import java.io.IOException;

/**
 * The bytes of a brief cannot be decoded. Any other {@link IOException} is a failure of the source.
 * The message has the reason and the remedy.
 */
public final class CorruptContent extends IOException {
  public CorruptContent(String message) {
    super(message);
  }
}
