package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.FileLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Checks the jars of {@code lib/} before a class of them is used: a wrong one would fail later, in
 * a place that does not name it.
 */
public final class CheckLibraries {

  private static final String CAMEL_API =
      "META-INF/maven/org.apache.camel/camel-api/pom.properties";

  private static final Pattern CAMEL =
      Pattern.compile(
          "META-INF/maven/org\\.apache\\.camel(?:\\.springboot)?/([^/]+)/pom\\.properties");

  private final String version;

  CheckLibraries(String version) {
    this.version = version;
  }

  /** Prints what is wrong with the jars; whether the program can start with them. */
  public static boolean check(Path workingFolder, PrintStream err) {
    List<Path> jars = AddedLibraries.find(workingFolder);
    if (jars.isEmpty()) {
      return true;
    }
    List<String> problems = new CheckLibraries(versionOfCamel()).problems(jars);
    problems.forEach(err::println);
    return problems.isEmpty();
  }

  List<String> problems(List<Path> jars) {
    return jars.stream().map(this::problem).filter(Objects::nonNull).toList();
  }

  private String problem(Path jar) {
    String name = FileLine.below(jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Matcher camel = CAMEL.matcher(entry.getName());
        if (camel.matches()) {
          String found = version(zip.getInputStream(entry));
          if (!found.equals(version)) {
            return "%s is %s of Camel %s, but the program has Camel %s. Put %s-%s.jar there in its place, with its dependencies."
                .formatted(name, camel.group(1), found, version, camel.group(1), version);
          }
        }
      }
      return null;
    } catch (ZipException e) {
      return "%s is not a jar, or is damaged (%s). Copy it again, or remove it."
          .formatted(name, e.getMessage());
    } catch (IOException e) {
      return "%s cannot be read (%s). Let the user of the program read it, or remove it."
          .formatted(name, e.getMessage());
    }
  }

  /** The program's own Camel, which comes last on the class path. */
  public static String versionOfCamel() {
    try {
      List<URL> all =
          Collections.list(CheckLibraries.class.getClassLoader().getResources(CAMEL_API));
      return version(all.get(all.size() - 1).openStream());
    } catch (IOException e) {
      throw new IllegalStateException("Could not read the version of Camel from its jar.", e);
    }
  }

  private static String version(InputStream properties) throws IOException {
    try (properties) {
      Properties all = new Properties();
      all.load(properties);
      return all.getProperty("version", "");
    }
  }
}
