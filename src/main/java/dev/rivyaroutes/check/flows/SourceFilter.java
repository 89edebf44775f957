package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.brief.FilePatterns;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Which files and objects a source reads, by its parameters. */
final class SourceFilter {

  private final UnaryOperator<String> resolve;

  SourceFilter(UnaryOperator<String> resolve) {
    this.resolve = resolve;
  }

  Predicate<String> objects(FlowFile.Use use) {
    String prefix = use.value("prefix", "", resolve).strip();
    List<String> suffixes = list(use.value("suffix", "", resolve));
    String after = use.value("after", "keep", resolve);
    Set<String> handled =
        switch (after) {
          case "move" ->
              Set.of(
                  use.value("target", "done/", resolve),
                  use.value("quarantine", "quarantine/", resolve));
          case "delete" -> Set.of(use.value("quarantine", "quarantine/", resolve));
          default -> Set.of();
        };
    return key ->
        key.startsWith(prefix)
            && !isHidden(key.substring(prefix.lastIndexOf('/') + 1))
            && (suffixes.isEmpty()
                || suffixes.stream().anyMatch(key.toLowerCase(Locale.ROOT)::endsWith))
            && handled.stream().noneMatch(folder -> !folder.isBlank() && key.startsWith(folder));
  }

  Predicate<String> files(FlowFile.Use use) {
    String root = folder(use, use.value("directory", "", resolve).strip());
    boolean recursive = use.value("recursive", "true", resolve).equalsIgnoreCase("true");
    FilePatterns patterns =
        FilePatterns.ALL
            .including(use.value("include", "**", resolve))
            .excluding(use.value("exclude", "**/.*", resolve));
    List<String> handled =
        Stream.of("done", "refused", "target", "quarantine")
            .map(parameter -> use.value(parameter, "", resolve))
            .filter(folder -> !folder.isBlank())
            .map(folder -> folder.startsWith("/") ? folder : root + folder)
            .map(folder -> folder.endsWith("/") ? folder : folder + "/")
            .toList();
    return file -> {
      if (!file.startsWith(root) || handled.stream().anyMatch(file::startsWith)) {
        return false;
      }
      String name = file.substring(root.length());
      return (recursive || !name.contains("/")) && !isHidden(name) && patterns.accepts(name);
    };
  }

  /** With a slash at its end; absolute on this machine. */
  static String folder(FlowFile.Use use, String directory) {
    String path =
        use.system().equals("folder") && !directory.contains("{{")
            ? Path.of(directory).toAbsolutePath().normalize().toString()
            : directory.replaceFirst("(?<=.)/+$", "");
    return path.endsWith("/") ? path : path + "/";
  }

  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }
}
