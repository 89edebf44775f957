package dev.rivyaroutes.brief.form;

import java.io.IOException;

/**
 * The bytes of a brief cannot be decoded, whatever source they come from. Trouble of the source
 * itself is any other {@link IOException}. The message names the reason and the remedy.
 */
public final class CorruptContent extends IOException {
  public CorruptContent(String message) {
    super(message);
  }
}
