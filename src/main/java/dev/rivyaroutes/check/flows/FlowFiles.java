package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The flow files that {@code rivya.routes} names. */
public final class FlowFiles {

  public static final String KEY = "rivya.routes";

  private final List<FlowFile> files;

  private FlowFiles(List<FlowFile> files) {
    this.files = files;
  }

  /**
   * Reads all files of {@code rivya.routes}.
   *
   * @throws WrongConfiguration for a file that is no YAML
   */
  public static FlowFiles of(Environment environment) {
    return readable(environment, null);
  }

  /** Reads all files; of one that is not valid YAML only the name is known. */
  public static FlowFiles readable(Environment environment, List<Finding> unreadable) {
    String patterns = environment.getProperty(KEY, "");
    List<FlowFile> files = new ArrayList<>();
    for (String pattern : patterns.split(",")) {
      if (!pattern.isBlank()) {
        files.addAll(read(pattern.strip(), unreadable));
      }
    }
    files.sort(Comparator.comparing(FlowFile::name));
    return new FlowFiles(files);
  }

  public static List<FlowFile> read(String pattern) {
    return read(pattern, null);
  }

  /**
   * @param unreadable takes the mistakes of files that are no YAML, and notes on their text; null
   *     to throw the first
   */
  private static List<FlowFile> read(String pattern, List<Finding> unreadable) {
    List<FlowFile> files = new ArrayList<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        if (!file.isFile() || !Files.isDirectory(file.getFile().toPath())) {
          files.add(read(name(file), file, unreadable));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(KEY + " names " + pattern + ", which cannot be read.", e);
    }
    return files;
  }

  private static FlowFile read(String name, Resource file, List<Finding> unreadable) {
    try {
      String text = text(name, file);
      if (unreadable != null) {
        CheckText.check(name, text, unreadable);
      }
      return FlowFile.read(name, text);
    } catch (WrongConfiguration e) {
      if (unreadable == null) {
        throw e;
      }
      unreadable.addAll(e.findings());
      return new FlowFile(name, null);
    }
  }

  private static String text(String name, Resource file) {
    try {
      return YamlTree.decode(file.getContentAsByteArray());
    } catch (IOException e) {
      throw wrong(
          name,
          "The file cannot be read: " + reason(file) + ".",
          "Correct this, or remove the file.");
    }
  }

  private static WrongConfiguration wrong(String name, String problem, String remedy) {
    return new WrongConfiguration(List.of(new Finding(Rule.YAML, Place.of(name), problem, remedy)));
  }

  private static String reason(Resource file) {
    return file.exists()
        ? "the user " + System.getProperty("user.name") + " may not read it"
        : "it is not there, or it is a link to what is not there";
  }

  /** The path, relative to the working folder if it is below it. */
  static String name(Resource file) throws IOException {
    if (!file.isFile()) {
      return "camel/" + file.getFilename();
    }
    return FileLine.below(file.getFile().toPath());
  }

  public List<FlowFile> all() {
    return files;
  }

  /** File and line where a flow sets this parameter to this value. */
  public Optional<String> placeOf(String flow, String parameter, String value) {
    return files.stream()
        .filter(file -> file.flow().equals(flow) && file.root() != null)
        .flatMap(file -> file.uses(file.root()).stream())
        .map(use -> use.parameters().get(parameter))
        .filter(found -> found != null && found.text().equals(value))
        .map(found -> found.place().toString())
        .findFirst();
  }

  public Map<String, String> constantsOf(String flow, String variable) {
    Map<String, String> constants = new LinkedHashMap<>();
    files.stream()
        .flatMap(file -> file.constants(flow, variable).stream())
        .forEach(value -> constants.put(value.place().toString(), value.text()));
    return constants;
  }

  public List<String> placesOfKamelet(String kamelet) {
    return files.stream()
        .filter(file -> file.root() != null)
        .flatMap(file -> file.uses(file.root()).stream())
        .filter(use -> use.kamelet().equals(kamelet))
        .map(use -> use.place().toString())
        .toList();
  }

  public Optional<FileLine> placeOfRoute(String id) {
    return files.stream()
        .flatMap(file -> file.routes().stream())
        .filter(route -> route.id().filter(id::equals).isPresent())
        .map(FlowFile.Route::place)
        .findFirst();
  }
}
