package dev.rivyaroutes.check.editor;

import dev.rivyaroutes.check.start.ReadConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a folder with a first flow that runs. A file that exists stays as it is. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Writes a first flow, its configuration, and what editors read. Overwrites nothing.",
    footer = {"", "Exit codes: 0 written; 1 it could not be written; 2 wrong use of the command."})
public final class InitCommand implements Callable<Integer> {

  private static final String TEMPLATES = "/init/";

  /** Each file, and its template. */
  private static final Map<String, String> FILES = files();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "",
      description =
          "The folder, which is created if it does not exist; the current one by default.")
  private Path folder;

  @Spec private CommandSpec spec;

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("routes/posters.camel.yaml", "posters.camel.yaml");
    files.put("routes/posters.test.yaml", "posters.test.yaml");
    files.put("config/application.yaml", "application.yaml");
    files.put(".vscode/settings.json", "settings.json");
    files.put(".vscode/extensions.json", "extensions.json");
    return files;
  }

  @Override
  public Integer call() {
    return WriteFiles.run(spec, this::write);
  }

  private void write(PrintWriter out) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(file.getKey(), template(file.getValue()), out);
    }
    int kamelets = 0;
    for (Map.Entry<String, String> file :
        EditorFiles.texts(ReadConfiguration.of(DocsCommand.settings(folder)), folder).entrySet()) {
      if (file.getKey().endsWith(".json")) {
        write(file.getKey(), file.getValue(), out);
      } else if (create(file.getKey(), file.getValue())) {
        kamelets++;
      }
    }
    out.println("wrote " + kamelets + " Kamelets to .rivya/kamelets/");
    out.println();
    String here = folder.toString();
    out.println(
        "Start the program in %s, and drop a text file into data/in:"
            .formatted(here.isEmpty() || here.equals(".") ? "this folder" : "the folder " + here));
    out.println("  java -jar rivya-routes.jar check");
    out.println("  java -jar rivya-routes.jar test");
    out.println("  java -jar rivya-routes.jar");
  }

  private static String template(String name) throws IOException {
    try (InputStream file = InitCommand.class.getResourceAsStream(TEMPLATES + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(String name, String text, PrintWriter out) throws IOException {
    out.println((create(name, text) ? "wrote " : "kept  ") + name);
  }

  /** Whether it was written; false if it exists. */
  private boolean create(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    return true;
  }
}
