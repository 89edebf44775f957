package dev.rivyaroutes.ledger.sqlite;

import dev.rivyaroutes.PlainWords;
import org.sqlite.SQLiteJDBCLoader;

/** The native library of SQLite, which its jar contains for every system. */
final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Extracts and loads it.
   *
   * @throws IllegalStateException if the folder for temporary files does not allow that
   */
  static void load() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
      throw new IllegalStateException(
          "The native library of SQLite cannot be loaded from %s: %s The program extracts it there, so it must be able to write to the folder, which must not be mounted noexec. Name another folder with -Dorg.sqlite.tmpdir=/path."
              .formatted(folder, sentence(PlainWords.of(e))),
          e);
    }
  }

  static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
