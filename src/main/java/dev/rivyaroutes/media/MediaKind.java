package dev.rivyaroutes.media;

import java.util.Locale;

/** The kinds of media of Rivya's Files API, and OTHER for the rest. */
public enum MediaKind {
  IMAGE,
  VIDEO,
  AUDIO,
  OTHER;

  /** The name that the Files API uses. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
