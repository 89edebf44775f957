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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.StringHelper;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The text of a flow file.
 *
 * @param name the file as messages name it
 * @param text what it holds; null where it cannot be read
 * @param unreadable why it cannot be read; null where it can
 */
public record FlowText(String name, String text, Finding unreadable) {

  /** The files of {@code rivya.routes} by name, each once. */
  public static List<FlowText> all(Environment environment) {
    Map<String, FlowText> files = new TreeMap<>();
    for (String pattern : environment.getProperty(FlowFiles.KEY, "").split(",")) {
      if (!pattern.isBlank()) {
        matching(pattern.strip()).forEach(file -> files.putIfAbsent(file.name(), file));
      }
    }
    return List.copyOf(files.values());
  }

  static List<FlowText> matching(String pattern) {
    List<FlowText> files = new ArrayList<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        if (!file.isFile() || !Files.isDirectory(file.getFile().toPath())) {
          files.add(read(name(file), file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          FlowFiles.KEY + " names " + pattern + ", which cannot be read.", e);
    }
    return files;
  }

  private static FlowText read(String name, Resource file) {
    try {
      return new FlowText(name, YamlTree.decode(file.getContentAsByteArray()), null);
    } catch (IOException e) {
      Finding unreadable =
          new Finding(
              Rule.YAML,
              Place.of(name),
              "The file cannot be read: " + reason(file) + ".",
              "Correct this, or remove the file.");
      return new FlowText(name, null, unreadable);
    }
  }

  private static String reason(Resource file) {
    return file.exists()
        ? "the user " + System.getProperty("user.name") + " may not read it"
        : "it is not there, or it is a link to what is not there";
  }

  /** The path, relative to the working folder if it is below it. */
  private static String name(Resource file) throws IOException {
    if (!file.isFile()) {
      return "camel/" + file.getFilename();
    }
    return FileLine.below(file.getFile().toPath());
  }

  /** The file's name without {@code .camel.yaml}: the flow. */
  public String flow() {
    return flow(name);
  }

  static String flow(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return StringHelper.before(file, ".camel.yaml", file);
  }

  /** The SHA-256 of the text in hexadecimal; empty where it cannot be read. */
  public String sha256() {
    return text == null ? "" : DigestUtils.sha256Hex(text);
  }

  /**
   * @throws WrongConfiguration for a text that is no YAML or cannot be read
   */
  FlowFile parse() {
    if (unreadable != null) {
      throw new WrongConfiguration(List.of(unreadable));
    }
    return FlowFile.read(name, text);
  }
}
