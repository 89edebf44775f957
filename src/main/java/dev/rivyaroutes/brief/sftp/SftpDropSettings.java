package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.FilePatterns;
import dev.rivyaroutes.brief.IgnoredFiles;
import dev.rivyaroutes.connection.sftp.WireName;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.convert.DurationStyle;

/** The parameters of one sftp-drop-source, set by Camel from the flow file. */
public class SftpDropSettings {
  private String connection = "default";
  private String directory = "";
  private FilePatterns patterns = FilePatterns.ALL;
  private boolean recursive = true;
  private Duration stability = Duration.ofSeconds(5);
  private Duration delay = Duration.ofSeconds(10);
  private String ready = "";
  private AfterFile after = AfterFile.KEEP;
  private String target = ".done";
  private String quarantine = ".refused";
  private String routeId = "";

  public void setConnection(String connection) {
    this.connection = connection;
  }

  public void setDirectory(String directory) {
    this.directory = withoutSlash(directory.strip());
  }

  public void setInclude(String include) {
    this.patterns = patterns.including(include);
  }

  public void setExclude(String exclude) {
    this.patterns = patterns.excluding(exclude);
  }

  public void setRecursive(boolean recursive) {
    this.recursive = recursive;
  }

  public void setStability(String stability) {
    this.stability = time("stability", stability, Duration.ZERO);
  }

  public void setDelay(String delay) {
    this.delay = time("delay", delay, Duration.ofMillis(100));
  }

  public void setReady(String ready) {
    this.ready = ready.strip();
  }

  public void setAfter(String after) {
    this.after = AfterFile.valueOf(after.strip().toUpperCase(Locale.ROOT));
  }

  public void setTarget(String target) {
    this.target = withoutSlash(target.strip());
  }

  public void setQuarantine(String quarantine) {
    this.quarantine = withoutSlash(quarantine.strip());
  }

  public void setRouteId(String routeId) {
    this.routeId = routeId;
  }

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  void check() {
    Require.that(
        !directory.isEmpty(),
        "sftp-drop-source has no directory; set its parameter `directory` to a folder of the server.");
    Require.that(
        ready.isEmpty() || ready.matches("[^/\\\\]+"),
        wrong("ready", ready, "the end of the name of a marker file, such as .done"));
    checkFolder("target", target);
    checkFolder("quarantine", quarantine);
  }

  private void checkFolder(String parameter, String folder) {
    boolean valid =
        !folder.isEmpty()
            && !folder.equals(directory)
            && !("/" + folder + "/").contains("/../")
            && !("/" + folder + "/").contains("/./")
            && !(directory + "/").startsWith(folder + "/");
    Require.that(
        after == AfterFile.KEEP || valid,
        wrong(parameter, folder, "another folder than the one that is polled"));
  }

  private static String wrong(String parameter, String value, String remedy) {
    return "sftp-drop-source has %s: %s; it must be %s.".formatted(parameter, value, remedy);
  }

  private static Duration time(String parameter, String text, Duration least) {
    try {
      Duration time = DurationStyle.detectAndParse(text);
      if (time.compareTo(least) >= 0) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, with the parameter.
    }
    throw new IllegalArgumentException(
        wrong(
            parameter,
            text,
            "a time with unit, such as 5s, of at least " + least.toMillis() + "ms"));
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 ? path.replaceFirst("/+$", "") : path;
  }

  String connection() {
    return connection;
  }

  /** The folder as the flow names it. */
  String directory() {
    return directory;
  }

  FilePatterns patterns() {
    return patterns;
  }

  boolean recursive() {
    return recursive;
  }

  Duration stability() {
    return stability;
  }

  Duration delay() {
    return delay;
  }

  /** What is added to the name of a file for the name of its marker; empty without markers. */
  String ready() {
    return ready;
  }

  AfterFile after() {
    return after;
  }

  String routeId() {
    return routeId;
  }

  /** The whole path of the folder of accepted files, in the names of the connection. */
  String target(String root) {
    return within(root, target);
  }

  /** The whole path of the folder of refused files, in the names of the connection. */
  String quarantine(String root) {
    return within(root, quarantine);
  }

  /**
   * Whether a file or folder is never read: one with an ignored name, or a folder that files are
   * moved to.
   *
   * @param path its path within the root, in the names of the connection
   */
  boolean ignores(String root, String path) {
    String whole = DropFile.path(root, path);
    return IgnoredFiles.matches(WireName.text(path))
        || whole.equals(target(root))
        || whole.equals(quarantine(root));
  }

  private static String within(String root, String folder) {
    String wire = WireName.of(folder);
    return wire.startsWith("/") ? wire : DropFile.path(root, wire);
  }
}
