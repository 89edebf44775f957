package dev.rivyaroutes.check.start;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that the program was started in its own folder. */
public final class CheckWorkingFolder {

  private CheckWorkingFolder() {}

  /** Whether the folder has {@code routes/}; {@code config/} is optional. */
  public static boolean check(Path folder, PrintStream err) {
    if (Files.isDirectory(folder.resolve("routes"))) {
      return true;
    }
    boolean bare = !Files.isDirectory(folder.resolve("config"));
    err.println(
        "Rivya Routes must be started in a folder with config/ and routes/. Missing here: "
            + (bare ? "config/ and routes/" : "routes/")
            + ". Start it in the folder that has them, or copy them from the project beside the jar.");
    return false;
  }
}
