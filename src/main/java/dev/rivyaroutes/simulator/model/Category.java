package dev.rivyaroutes.simulator.model;

/** The kind of media that a model generates. */
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
