package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.util.AntPathMatcher;

/** What the sources of flows read, and what their sinks write, so that both can be compared. */
final class LoopEnds {

  /** What a source reads: names of one system, such as the keys of a bucket. */
  record Inlet(String flow, String system, FileLine place, Predicate<String> reads) {}

  /** What a sink writes: examples of the names. */
  record Outlet(String flow, String system, FileLine place, List<String> writes) {}

  private static final List<String> MEDIA = List.of("png", "jpg", "webp", "mp4", "mp3", "wav");
  private static final String FOLDER = "folder";

  private final Settings settings;
  private final UnaryOperator<String> resolve;

  LoopEnds(Settings settings, UnaryOperator<String> resolve) {
    this.settings = settings;
    this.resolve = resolve;
  }

  List<Inlet> inlets(FlowFile file) {
    List<Inlet> inlets = new ArrayList<>();
    for (FlowFile.Use use : file.uses(file.root())) {
      String system = system(use);
      switch (use.kamelet()) {
        case "s3-drop-source" ->
            inlets.add(new Inlet(file.flow(), system, use.placeOf("prefix"), objects(use)));
        case "folder-drop-source", "sftp-drop-source" ->
            inlets.add(new Inlet(file.flow(), system, use.placeOf("directory"), files(use)));
        case "kafka-drop-source", "sqs-drop-source" ->
            inlets.add(inlet(file, system, use, use.kamelet().startsWith("k") ? "topic" : "queue"));
        case "jms-drop-source" -> inlets.add(inlet(file, system, use, "from"));
        case "mail-drop-source" ->
            inlets.add(
                new Inlet(
                    file.flow(), system, use.placeOf("connection"), own(use)::equalsIgnoreCase));
        default -> {
          // It reads nothing that a sink writes.
        }
      }
    }
    inlets.removeIf(inlet -> inlet.system().contains("{{") || inlet.system().isBlank());
    return inlets;
  }

  private Inlet inlet(FlowFile file, String system, FlowFile.Use use, String parameter) {
    String name = use.value(parameter, "", resolve).strip();
    return new Inlet(file.flow(), system, use.placeOf(parameter), name::equals);
  }

  List<Outlet> outlets(FlowFile file) {
    List<Outlet> outlets = new ArrayList<>();
    for (FlowFile.Route route : file.routes()) {
      List<FlowFile.Use> uses = file.uses(route.node());
      boolean documents =
          uses.stream()
              .filter(use -> use.kamelet().equals(CheckSinks.RESULTS))
              .anyMatch(
                  use ->
                      !use.value("on", "succeeded", resolve).equals("succeeded")
                          || use.value("emit", "file", resolve).equals("result"));
      uses.forEach(use -> outlet(file, use, documents, outlets));
    }
    outlets.removeIf(
        outlet ->
            outlet.system().contains("{{")
                || outlet.writes().stream().anyMatch(name -> name.contains("{{")));
    return outlets;
  }

  private void outlet(FlowFile file, FlowFile.Use use, boolean documents, List<Outlet> outlets) {
    String parameter =
        switch (use.kamelet()) {
          case "s3-result-sink" -> "prefix";
          case "folder-result-sink", "sftp-result-sink" -> "directory";
          case "kafka-result-sink" -> "topic";
          case "sqs-result-sink" -> "queue";
          case "jms-result-sink", "mail-result-sink" -> "to";
          default -> null;
        };
    if (parameter != null) {
      String value = use.value(parameter, "", resolve).strip();
      List<String> writes =
          switch (parameter) {
            case "prefix" -> names(file, use, value.replaceFirst("^/+", ""), documents);
            case "directory" -> names(file, use, folder(use, value), documents);
            case "to" ->
                Stream.of((value + "," + use.value("cc", "", resolve)).split(","))
                    .map(String::strip)
                    .toList();
            default -> List.of(value);
          };
      outlets.add(new Outlet(file.flow(), system(use), use.placeOf(parameter), writes));
    }
  }

  /** Both ends of a system have the same text, by whatever name of a connection they say it. */
  private String system(FlowFile.Use use) {
    String connection = use.value("connection", "default", resolve);
    String kind = use.kamelet().substring(0, use.kamelet().indexOf('-'));
    String keys = "rivya." + kind + "." + connection + ".";
    return switch (kind) {
      case "s3" ->
          "s3 " + settings.text(keys + "endpoint") + " " + use.value("bucket", "", resolve);
      case "sftp" -> "sftp " + settings.text(keys + "host") + ":" + settings.text(keys + "port");
      case "kafka" -> "kafka " + settings.text(keys + "bootstrap-servers");
      case "jms" -> "jms " + settings.text(keys + "url");
      case "sqs" -> "sqs " + settings.text(keys + "endpoint") + settings.text(keys + "region");
      case "mail" -> "mail";
      // Without a directory it is neither; that is a finding of its own.
      default -> use.parameters().containsKey("directory") ? FOLDER : "";
    };
  }

  private String own(FlowFile.Use use) {
    String keys = "rivya.mail." + use.value("connection", "default", resolve) + ".";
    String from = settings.text(keys + "from");
    return from.isEmpty() ? settings.text(keys + "user") : from;
  }

  private Predicate<String> objects(FlowFile.Use use) {
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

  private Predicate<String> files(FlowFile.Use use) {
    String root = folder(use, use.value("directory", "", resolve).strip());
    boolean recursive = use.value("recursive", "true", resolve).equalsIgnoreCase("true");
    List<String> include = list(use.value("include", "**", resolve));
    List<String> exclude = list(use.value("exclude", "**/.*", resolve));
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
      return (recursive || !name.contains("/"))
          && !isHidden(name)
          && matches(include, name)
          && !matches(exclude, name);
    };
  }

  /** With a slash at its end; absolute on this machine. */
  private static String folder(FlowFile.Use use, String directory) {
    String path =
        use.kamelet().startsWith("folder-") && !directory.contains("{{")
            ? Path.of(directory).toAbsolutePath().normalize().toString()
            : directory.replaceFirst("(?<=.)/+$", "");
    return path.endsWith("/") ? path : path + "/";
  }

  private List<String> names(FlowFile file, FlowFile.Use use, String folder, boolean documents) {
    String within = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    boolean s3 = use.kamelet().startsWith("s3-");
    String template = use.value("name", "{source}-{n}.{ext}", resolve);
    List<String> kinds = new ArrayList<>(MEDIA);
    if (documents || use.value("sidecar", s3 ? "false" : "true", resolve).equals("true")) {
      kinds.add("json");
    }
    List<String> names = new ArrayList<>();
    for (String path : s3 ? prefixes(file) : List.of("", "a")) {
      for (String kind : kinds) {
        String name =
            template.replace("{path}", path).replace("{ext}", kind).replaceAll("[{][a-z]+}", "x");
        names.add(within + name.replaceFirst("^/+", ""));
      }
    }
    return names;
  }

  /** The folders that the names of a flow's objects may have. */
  private List<String> prefixes(FlowFile file) {
    List<String> prefixes = new ArrayList<>(List.of("", "a"));
    file.uses(file.root()).stream()
        .filter(use -> use.kamelet().equals("s3-drop-source"))
        .map(use -> use.value("prefix", "", resolve).replaceFirst("/+$", ""))
        .forEach(prefixes::add);
    return prefixes;
  }

  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream().anyMatch(one -> AntPathMatcher.INSTANCE.match(one, name, false));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }
}
