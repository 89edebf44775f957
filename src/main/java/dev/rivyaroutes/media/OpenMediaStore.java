package dev.rivyaroutes.media;

/** Opens the media stores of one scheme of {@code rivya.media.store}. */
public interface OpenMediaStore {

  String scheme();

  /**
   * Opens the store, and checks that it can be used.
   *
   * @throws IllegalStateException with key, value and remedy, when it cannot be used
   */
  MediaStore open(MediaProperties properties);
}
