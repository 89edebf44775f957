package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the sources of flows read, and what their sinks write, so that both can be compared. */
final class LoopEnds {

  /** What a source reads: names of one system, such as the keys of a bucket. */
  record Inlet(String flow, String system, FileLine place, Predicate<String> reads) {}

  /** What a sink writes: examples of the names. */
  record Outlet(String flow, String system, FileLine place, List<String> writes) {}

  private static final List<String> MEDIA = List.of("png", "jpg", "webp", "mp4", "mp3", "wav");
  static final String FOLDER = "folder";

  private final Settings settings;
  private final UnaryOperator<String> resolve;
  private final SourceFilter filter;

  LoopEnds(Settings settings, UnaryOperator<String> resolve) {
    this.settings = settings;
    this.resolve = resolve;
    this.filter = new SourceFilter(resolve);
  }

  List<Inlet> inlets(FlowFile file) {
    List<Inlet> inlets = new ArrayList<>();
    for (FlowFile.Use use : file.uses(file.root())) {
      String system = system(use);
      switch (use.kamelet()) {
        case "s3-drop-source" ->
            inlets.add(new Inlet(file.flow(), system, use.placeOf("prefix"), filter.objects(use)));
        case "folder-drop-source", "sftp-drop-source" ->
            inlets.add(new Inlet(file.flow(), system, use.placeOf("directory"), filter.files(use)));
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
            case "directory" -> names(file, use, SourceFilter.folder(use, value), documents);
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
    String kind = use.system();
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

  private List<String> names(FlowFile file, FlowFile.Use use, String folder, boolean documents) {
    String within = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    boolean s3 = use.system().equals("s3");
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
}
