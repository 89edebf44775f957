package dev.rivyaroutes.check.editor;

import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.rivya.model.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what editors read. It needs no network: models come from the last start, if any. */
@Command(
    name = "docs",
    mixinStandardHelpOptions = true,
    description = "Writes the schema by which editors complete and explain flow files.",
    footer = {
      "",
      "Exit codes: 0 written; 1 the configuration cannot be read, or the files",
      "not be written; 2 wrong use of the command."
    })
public final class DocsCommand implements Callable<Integer> {

  @Option(
      names = "--schema",
      required = true,
      description = "Writes .rivya/flow.schema.json and .rivya/kamelets/ in the current folder.")
  private boolean schema;

  @Spec private CommandSpec spec;

  private final Path folder;

  public DocsCommand() {
    this(Path.of(""));
  }

  DocsCommand(Path folder) {
    this.folder = folder;
  }

  @Override
  public Integer call() {
    return WriteFiles.run(
        spec,
        out -> {
          Files.createDirectories(folder.resolve(ModelFile.FOLDER));
          EditorFiles.refresh(ReadConfiguration.of(settings(folder)), folder);
          out.println("Wrote " + folder.resolve(EditorFiles.SCHEMA) + ".");
        });
  }

  /** Where the configuration and the flows of a folder are. */
  static List<String> settings(Path folder) {
    return folder.toString().isEmpty()
        ? List.of()
        : List.of(
            "--spring.config.location=classpath:/,optional:file:" + folder + "/config/",
            "--rivya.routes=file:" + folder + "/routes/*.camel.yaml");
  }
}
