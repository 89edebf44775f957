package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;

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
    return of(FlowText.all(environment), unreadable);
  }

  /** One file; if it is not valid YAML, only its name is known. */
  public static FlowFiles of(FlowText file) {
    return of(List.of(file));
  }

  /** Files; of one that is not valid YAML only the name is known. */
  public static FlowFiles of(List<FlowText> files) {
    return of(files, new ArrayList<>());
  }

  /**
   * @param unreadable takes the mistakes of files that are no YAML, and notes on their text; null
   *     to throw the first
   */
  static FlowFiles of(List<FlowText> texts, List<Finding> unreadable) {
    return new FlowFiles(texts.stream().map(text -> read(text, unreadable)).toList());
  }

  public static List<FlowFile> read(String pattern) {
    return of(FlowText.matching(pattern), null).all();
  }

  private static FlowFile read(FlowText file, List<Finding> unreadable) {
    try {
      if (unreadable != null && file.text() != null) {
        CheckText.check(file.name(), file.text(), unreadable);
      }
      return file.parse();
    } catch (WrongConfiguration e) {
      if (unreadable == null) {
        throw e;
      }
      unreadable.addAll(e.findings());
      return new FlowFile(file.name(), null);
    }
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
