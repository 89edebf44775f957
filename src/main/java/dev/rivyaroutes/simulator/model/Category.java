package dev.rivyaroutes.simulator.model;

/** What a media model makes. */
public enum Category {
  IMAGE("png"),
  VIDEO("mp4"),
  AUDIO("wav");

  private final String extension;

  Category(String extension) {
    this.extension = extension;
  }

  public String extension() {
    return extension;
  }
}
