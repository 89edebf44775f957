package dev.rivyaroutes.media;

/** Rivya's kinds of media (Files API), and what is none of them. */
public enum MediaKind {
  IMAGE,
  VIDEO,
  AUDIO,
  OTHER;

  /** The name that the Files API uses. */
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
