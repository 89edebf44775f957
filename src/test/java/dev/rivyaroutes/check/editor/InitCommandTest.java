package dev.rivyaroutes.check.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.command.CheckCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What init writes is right, and it overwrites nothing. */
class InitCommandTest {

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(arguments);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !file.startsWith(".rivya/kamelets/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void writesAFolderInWhichTheCheckFindsNothing() throws IOException {
    Path folder = home.resolve("new/folder");

    assertThat(run(new InitCommand(), folder.toString())).isZero();

    assertThat(files(folder))
        .containsExactly(
            ".rivya/flow-test.schema.json",
            ".rivya/flow.schema.json",
            ".vscode/extensions.json",
            ".vscode/settings.json",
            "config/application.yaml",
            "routes/posters.camel.yaml",
            "routes/posters.test.yaml");
    assertThat(folder.resolve(".rivya/kamelets/s3-drop-source.kamelet.yaml")).exists();
    Json.PLAIN.readTree(folder.resolve(".vscode/settings.json").toFile());
    String[] settings = DocsCommand.settings(folder).toArray(String[]::new);
    assertThat(
            run(
                new CheckCommand((given, timeout, wrong) -> List.of()),
                Stream.concat(Stream.of("--strict"), Stream.of(settings)).toArray(String[]::new)))
        .as(out.toString())
        .isZero();
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.createDirectories(home.resolve("config"));
    Files.writeString(home.resolve("config/application.yaml"), "rivya: {}\n");
    Files.createDirectories(home.resolve(".rivya"));
    Files.writeString(home.resolve(".rivya/flow.schema.json"), "{}");

    assertThat(run(new InitCommand(), home.toString())).isZero();
    assertThat(run(new InitCommand(), home.toString())).isZero();

    assertThat(home.resolve("config/application.yaml")).hasContent("rivya: {}");
    assertThat(home.resolve(".rivya/flow.schema.json")).hasContent("{}");
    assertThat(out.toString())
        .contains("wrote routes/posters.camel.yaml", "kept  config/application.yaml")
        .contains("kept  routes/posters.camel.yaml");
  }

  @Test
  void writesTheSchemaAnew() throws IOException {
    run(new InitCommand(), home.toString());
    Files.writeString(
        home.resolve("config/application.yaml"), "rivya: {accounts: {atelier: {api-key: x}}}\n");

    assertThat(run(new DocsCommand(home), "--schema")).isZero();

    assertThat(home.resolve(".rivya/flow.schema.json")).content().contains("\"atelier\"");
    assertThat(run(new DocsCommand(home))).isEqualTo(2);
  }

  @Test
  void saysWhatItCouldNotDo() throws IOException {
    Files.writeString(home.resolve("routes"), "a file");
    assertThat(run(new InitCommand(), home.toString())).isOne();
    assertThat(out.toString())
        .contains("The files could not be written: ", home.resolve("routes").toString())
        .doesNotContain("\tat ");

    Files.delete(home.resolve("routes"));
    Files.createDirectories(home.resolve("config"));
    Files.writeString(home.resolve("config/application.yaml"), "rivya: [\n");
    assertThat(run(new DocsCommand(home), "--schema")).isOne();
    assertThat(out.toString())
        .contains("The configuration cannot be read", "Run check: it names the lines.")
        .doesNotContain("\tat ");
  }
}
