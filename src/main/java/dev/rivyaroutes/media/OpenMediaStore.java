package dev.rivyaroutes.media;

/** Opens the media stores of one scheme. A bean of this type adds its scheme to the program. */
public interface OpenMediaStore {

  /** The scheme of {@code rivya.media.store} that this opens, such as {@code file}. */
  String scheme();

  /**
   * Opens the store and shows that it can be used.
   *
   * @throws IllegalStateException naming key, value and remedy, when it cannot be used
   */
  MediaStore open(MediaProperties properties);
}
