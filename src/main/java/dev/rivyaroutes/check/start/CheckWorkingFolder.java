package dev.rivyaroutes.check.start;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what is missing where the program is started in a folder that is not its house. */
public final class CheckWorkingFolder {

  private CheckWorkingFolder() {}

  /** Whether the folder holds {@code routes/}; {@code config/} may be missing, or empty. */
  public static boolean check(Path folder, PrintStream err) {
    if (Files.isDirectory(folder.resolve("routes"))) {
      return true;
    }
    boolean bare = !Files.isDirectory(folder.resolve("config"));
    err.println(
        "Rivya Routes runs in a folder that holds config/ and routes/. This folder lacks "
            + (bare ? "config/ and routes/" : "routes/")
            + ". Start it in the folder that has them, or copy them from the project beside the jar.");
    return false;
  }
}
