package dev.rivyaroutes.check;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what is missing where the program is started in a folder that is not its house. */
public final class HouseIsComplete {

  private HouseIsComplete() {}

  /** Whether the folder holds {@code config/} and {@code routes/}; else says what to do. */
  public static boolean check(Path folder, PrintStream err) {
    List<String> missing = new ArrayList<>();
    if (!Files.isRegularFile(folder.resolve("config/application.yaml"))) {
      missing.add("config/application.yaml");
    }
    if (!Files.isDirectory(folder.resolve("routes"))) {
      missing.add("routes/");
    }
    if (missing.isEmpty()) {
      return true;
    }
    err.println(
        "Rivya Routes runs in a folder that holds config/ and routes/. This folder lacks "
            + String.join(" and ", missing)
            + ". Start it in the folder that has them, or copy them from the project beside the jar.");
    return false;
  }
}
