package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.FilePatterns;
import dev.rivyaroutes.brief.IgnoredFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.util.TimeUtils;
import org.springframework.boot.convert.DurationStyle;

/** The parameters of one folder-drop-source, set by Camel from the flow file. */
public class FolderDropSettings {
  private String directory = "";
  private String done = ".done";
  private String refused = ".refused";
  private Duration stability = Duration.ofSeconds(2);
  private Duration delay = Duration.ofSeconds(1);
  private FilePatterns patterns = FilePatterns.ALL;
  private String routeId = "";

  public void setDirectory(String directory) {
    this.directory = directory;
  }

  public void setDone(String done) {
    this.done = done;
  }

  public void setRefused(String refused) {
    this.refused = refused;
  }

  public void setStability(String stability) {
    try {
      this.stability = DurationStyle.detectAndParse(stability);
    } catch (IllegalArgumentException e) {
      throw wrong("stability", stability, "a time with unit, such as 2s");
    }
    if (this.stability.isNegative()) {
      throw wrong("stability", stability, "at least 0s");
    }
  }

  /** Only reported here: Camel's own file consumer has the value, and checks it. */
  public void setDelay(String delay) {
    this.delay = Duration.ofMillis(TimeUtils.toMilliSeconds(delay));
  }

  public void setInclude(String include) {
    this.patterns = patterns.including(include);
  }

  public void setExclude(String exclude) {
    this.patterns = patterns.excluding(exclude);
  }

  public void setRouteId(String routeId) {
    this.routeId = routeId;
  }

  Path root() {
    return folder("directory", directory);
  }

  /** The watched folder as the flow names it, which is the same in all replicas. */
  String directory() {
    return Path.of(directory).normalize().toString();
  }

  Path done() {
    return movedTo("done", done);
  }

  Path refused() {
    return movedTo("refused", refused);
  }

  /**
   * Whether a file or folder may be read: it is in the watched folder, not in one that files are
   * moved to, and its name is not ignored.
   *
   * @param root the watched folder
   */
  boolean isOurs(Path root, Path file) {
    return file.startsWith(root)
        && !file.startsWith(done())
        && !file.startsWith(refused())
        && !IgnoredFiles.matches(DroppedFile.relative(root, file));
  }

  Duration stability() {
    return stability;
  }

  FilePatterns patterns() {
    return patterns;
  }

  Duration delay() {
    return delay;
  }

  String routeId() {
    return routeId;
  }

  private Path movedTo(String parameter, String value) {
    Path folder = root().resolve(folder(parameter, value, Path.of(value))).normalize();
    if (root().startsWith(folder)) {
      throw wrong(parameter, value, "another folder than the one that is watched");
    }
    return folder;
  }

  private static Path folder(String parameter, String value) {
    try {
      return folder(parameter, value, Path.of(value)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw wrong(parameter, value, "the name of a folder");
    }
  }

  private static Path folder(String parameter, String value, Path path) {
    if (value.isBlank()) {
      throw wrong(parameter, value, "the name of a folder");
    }
    return path;
  }

  private static IllegalArgumentException wrong(String parameter, String value, String remedy) {
    return new IllegalArgumentException(
        "folder-drop-source has %s: %s; it must be %s.".formatted(parameter, value, remedy));
  }
}
