package dev.rivyaroutes.media.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a store {@code file:<folder>} keeps its files. */
public final class MediaFiles {
  private static final String SCHEME = "file:";

  private MediaFiles() {}

  /**
   * The folder that {@code rivya.media.store} names; empty for another store, or without a folder.
   *
   * @throws InvalidPathException for what is no path of this system
   */
  public static Optional<Path> folder(String store) {
    return Optional.of(store)
        .filter(address -> address.startsWith(SCHEME))
        .map(address -> address.substring(SCHEME.length()).replaceFirst("^//(?=/)", ""))
        .filter(folder -> !folder.isBlank())
        .map(Path::of);
  }

  /** The file with the bytes of this hash. */
  public static Path of(Path folder, String sha256) {
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
