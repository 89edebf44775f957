package dev.rivyaroutes.check.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.LibraryJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class CheckLibrariesTest {

  @TempDir Path house;
  private Path lib;

  @BeforeEach
  void create() throws IOException {
    lib = Files.createDirectory(house.resolve("lib"));
  }

  private static List<String> problems(Path... jars) {
    return new CheckLibraries("4.18.0").problems(List.of(jars));
  }

  @Test
  void acceptsAComponentOfTheProgramsCamelAndAnyOtherJar() throws IOException {
    assertThat(
            problems(
                LibraryJar.camel(lib.resolve("camel-ftp-4.18.0.jar"), "camel-ftp", "4.18.0"),
                LibraryJar.of(lib.resolve("driver.jar"), "org/example/Driver.class", "x")))
        .isEmpty();
  }

  @Test
  void namesEachComponentOfAnotherCamel() throws IOException {
    Path old = LibraryJar.camel(lib.resolve("camel-ftp-4.10.0.jar"), "camel-ftp", "4.10.0");
    Path renamed = LibraryJar.camel(lib.resolve("ftp.jar"), "camel-ftp", "4.18.1");

    assertThat(problems(old, renamed))
        .containsExactly(
            old
                + " is camel-ftp of Camel 4.10.0, but the program has Camel 4.18.0. Put camel-ftp-4.18.0.jar there in its place, with its dependencies.",
            renamed
                + " is camel-ftp of Camel 4.18.1, but the program has Camel 4.18.0. Put camel-ftp-4.18.0.jar there in its place, with its dependencies.");
  }

  @Test
  void namesAFileThatIsNoJar() throws IOException {
    Path page = Files.writeString(lib.resolve("driver.jar"), "<html>404</html>");
    Path cut = LibraryJar.camel(lib.resolve("cut.jar"), "camel-ftp", "4.18.0");
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Path empty = Files.createFile(lib.resolve("empty.jar"));

    assertThat(problems(page, cut, empty))
        .hasSize(3)
        .allMatch(text -> text.contains(" is not a jar, or is damaged ("))
        .allMatch(text -> text.endsWith("Copy it again, or remove it."));
  }

  @Test
  void findsTheJarsOfLibAloneInTheOrderOfTheClassPath() throws IOException {
    Path inner = Files.createDirectory(lib.resolve("drivers"));
    Path driver = LibraryJar.of(inner.resolve("driver 1.jar"), "a/B.class", "x");
    Path component = LibraryJar.of(lib.resolve("component.jar"), "a/C.class", "x");
    Path own = LibraryJar.of(house.resolve("own.jar"), "a/D.class", "x");
    URL[] classPath = {
      lib.toUri().toURL(), driver.toUri().toURL(), component.toUri().toURL(), own.toUri().toURL()
    };
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      assertThat(AddedLibraries.find(house, loader)).containsExactly(driver, component);
    }
    assertThat(AddedLibraries.find(house)).isEmpty();
  }

  @Test
  void knowsTheProgramsCamel() {
    assertThat(CheckLibraries.versionOfCamel()).isEqualTo("4.18.0");
  }

  @Test
  void namesTheClassThatAComponentLacks() {
    ExplainWrongLibrary explain =
        new ExplainWrongLibrary(
            name ->
                Optional.of(name)
                    .filter(CheckLibrariesTest.class.getName()::equals)
                    .map(own -> Path.of("lib/camel-atom.jar")));
    FailureAnalysis missing =
        explain.analyze(
            new IllegalStateException(new NoClassDefFoundError("com/example/RssReader")));
    FailureAnalysis wrong = explain.analyze(new NoSuchMethodError("void a.B.c()"));

    assertThat(missing.getDescription())
        .isEqualTo("lib/camel-atom.jar needs the class com.example.RssReader, which is in no jar.");
    assertThat(missing.getAction()).startsWith("Put the jar that has it into lib/ too");
    assertThat(wrong.getDescription())
        .isEqualTo("lib/camel-atom.jar does not fit this program: void a.B.c().");
    assertThat(wrong.getAction()).contains("one for Camel 4.18.0 and Java ");
    assertThat(new ExplainWrongLibrary().analyze(new NoClassDefFoundError("a/B"))).isNull();
  }
}
