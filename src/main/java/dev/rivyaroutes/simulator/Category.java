package dev.rivyaroutes.simulator;

/** What a media model makes. */
enum Category {
  IMAGE("png"),
  VIDEO("mp4"),
  AUDIO("wav");

  private final String extension;

  Category(String extension) {
    this.extension = extension;
  }

  String extension() {
    return extension;
  }
}
