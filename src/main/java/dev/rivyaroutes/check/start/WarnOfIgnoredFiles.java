package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.flows.FlowFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Warns at the start of files that look like flows but are not loaded. */
@Component
class WarnOfIgnoredFiles {

  private static final Logger LOG = LoggerFactory.getLogger(WarnOfIgnoredFiles.class);

  private static final String SUFFIX = ".camel.yaml";

  /**
   * Any spelling of YAML, with the endings that Windows adds; a name like x.yaml.off is disabled on
   * purpose, and x.test.yaml has tests.
   */
  private static final Pattern FLOW =
      Pattern.compile("(?i)(?!.*[.]test[.]yaml$)[^.].*[.](ya?ml([.]txt)?|camel([.]xml|[.]json)?)");

  /** A limit, because a pattern may begin at the root of a disk. */
  private static final int DEEPEST = 4;

  private final Environment environment;

  WarnOfIgnoredFiles(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void warn() {
    find().forEach(warning -> LOG.warn("{}", warning));
  }

  List<String> find() {
    List<String> warnings = new ArrayList<>();
    String patterns = environment.getProperty(FlowFiles.KEY, "");
    TreeSet<Path> seen = new TreeSet<>();
    TreeSet<Path> loaded = new TreeSet<>();
    List<Path> folders = new ArrayList<>();
    try {
      for (String pattern : patterns.split(",")) {
        collect(pattern.strip(), loaded, folders);
      }
      for (Path folder : folders) {
        for (Path file : candidates(folder)) {
          if (!loaded.contains(file) && seen.add(file)) {
            warnings.add(warning(folder, file));
          }
        }
      }
    } catch (IOException e) {
      warnings.add("Could not search the flow folder for files that are not loaded: " + e);
    }
    return warnings;
  }

  private static void collect(String pattern, TreeSet<Path> loaded, List<Path> folders)
      throws IOException {
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      if (file.isFile()) {
        loaded.add(file.getFile().toPath().toAbsolutePath().normalize());
      }
    }
    if (pattern.startsWith("file:")) {
      String whole = pattern.substring("file:".length());
      String path = whole.replaceFirst("[^/]*[*?{].*$", "");
      Path folder = Path.of(path.isEmpty() ? "." : path).toAbsolutePath().normalize();
      folders.add(path.equals(whole) ? folder.getParent() : folder);
    }
  }

  private static List<Path> candidates(Path folder) throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all =
        Files.find(folder, DEEPEST, (file, attributes) -> attributes.isRegularFile())) {
      return all.filter(file -> FLOW.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static String warning(Path folder, Path file) {
    String name = file.getFileName().toString();
    String right =
        name.endsWith(SUFFIX)
            ? name
            : name.replaceFirst("(?i)([.]camel)?[.](ya?ml([.]txt)?|xml|json|camel)$", "") + SUFFIX;
    boolean moved = !file.getParent().equals(folder);
    if (!moved && name.equals(right)) {
      return "%s is not loaded: %s does not name it. Add it there, or move it away."
          .formatted(FileLine.below(file), FlowFiles.KEY);
    }
    return "%s is not loaded: %s. %s"
        .formatted(
            FileLine.below(file),
            moved
                ? FlowFiles.KEY + " does not include this folder"
                : "the name of a flow file must end with " + SUFFIX,
            (moved ? "Move it to " : "Rename it to ")
                + FileLine.below(folder.resolve(right))
                + ".");
  }
}
