package dev.rivyaroutes.flowtest.brief;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.end.Ends;
import dev.rivyaroutes.flowtest.file.FileContent;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.ScheduledPollConsumer;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Hands in a brief at its source, and has the source poll until it was taken. */
public final class HandInBrief {
  private static final int MOST_POLLS = 40;

  private final CamelContext camel;
  private final Ends ends;
  private final CaseMessages messages;
  private final int port;

  /** What the case knows of the brief that it hands in. */
  public interface Progress {

    /** Whether the program has taken it, as a job, in quarantine or by passing over it. */
    boolean isTaken();

    /** Lets the time pass until the source polls again. */
    void passTime() throws InterruptedException;
  }

  public HandInBrief(CamelContext camel, Ends ends, CaseMessages messages, int port) {
    this.camel = camel;
    this.ends = ends;
    this.messages = messages;
    this.port = port;
  }

  /**
   * @param id names the brief among all of the run
   * @return the answer to an HTTP call; else empty
   */
  public Optional<ObjectNode> handIn(
      TestFile file, Set<String> routes, Node brief, String id, Progress progress)
      throws Exception {
    Source source = source(file, routes, brief);
    FileContent content = new FileContent(file, id, ends.facts()::know);
    PutBrief put = new PutBrief(ends, messages, content, id);
    switch (source.kind()) {
      case "http-drop-source" -> {
        Node call = YamlTree.value(brief, "call").orElseThrow();
        return Optional.of(new CallFlow(port).call(source.parameter("flow"), call, content));
      }
      case "direct" -> send(source, YamlTree.value(brief, "body").orElseThrow(), content, id);
      case "folder-drop-source" ->
          put.intoFolder(ends.files(), source.parameter("directory"), brief);
      case "sftp-drop-source" ->
          put.intoFolder(ends.sftp().root(), source.parameter("directory"), brief);
      case "s3-drop-source" -> put.intoBucket(source.parameter("bucket"), brief);
      case "sqs-drop-source" -> put.intoQueue(source, brief);
      case "database-drop-source" -> put.intoTable(source, brief);
      case "timer" -> {
        // The time itself is the brief.
      }
      default -> put.asMessage(source, brief);
    }
    poll(source, progress);
    return Optional.empty();
  }

  private Source source(TestFile file, Set<String> routes, Node brief) {
    List<Source> all = Source.of(camel, routes);
    String form =
        YamlTree.entries(brief).stream()
            .map(entry -> YamlTree.text(entry.getKeyNode()))
            .filter(Source.FORMS::contains)
            .findFirst()
            .orElseThrow(() -> file.wrong(brief, "The brief has no form.", formsOf(all)));
    Optional<String> named = YamlTree.textOf(brief, "route");
    List<Source> fitting =
        all.stream()
            .filter(source -> source.takes(form))
            .filter(source -> named.isEmpty() || named.get().equals(source.route()))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (fitting.isEmpty()) {
      throw file.wrong(
          brief,
          "No source of the flow takes a brief in the form %s%s."
              .formatted(form, named.map(route -> " at the route " + route).orElse("")),
          formsOf(all));
    }
    throw file.wrong(
        brief,
        "Several sources of the flow take a brief in the form %s.".formatted(form),
        "Add route: with one of %s."
            .formatted(fitting.stream().map(Source::route).collect(Collectors.joining(", "))));
  }

  private static String formsOf(List<Source> all) {
    return all.isEmpty()
        ? "The flow has no source that can be tested."
        : "Its sources take: %s."
            .formatted(
                all.stream()
                    .map(source -> source.route() + " " + String.join(" or ", source.forms()))
                    .collect(Collectors.joining(", ")));
  }

  private void poll(Source source, Progress progress) throws Exception {
    String route = source.kameletRoute() == null ? source.route() : source.kameletRoute();
    for (int n = 0; n < MOST_POLLS && !progress.isTaken(); n++) {
      Consumer consumer = camel.getRoute(route).getConsumer();
      if (consumer instanceof TriggeredTimers.Trigger timer) {
        timer.fire();
      } else {
        ((ScheduledPollConsumer) consumer).run();
      }
      if (!progress.isTaken()) {
        progress.passTime();
      }
    }
  }

  private void send(Source source, Node body, FileContent content, String id) throws IOException {
    byte[] bytes = content.of(body, "body");
    Exchange exchange =
        camel
            .createProducerTemplate()
            .send(
                source.parameter("uri"),
                sent -> {
                  sent.setVariable(Variables.SOURCE_ID, id);
                  sent.setVariable(Variables.SOURCE_NAME, id);
                  for (NodeTuple header : YamlTree.entries(body, "headers")) {
                    sent.getMessage()
                        .setHeader(
                            YamlTree.text(header.getKeyNode()),
                            YamlTree.text(header.getValueNode()));
                  }
                  sent.getMessage()
                      .setBody(
                          YamlTree.value(body, "json").isPresent()
                              ? Json.PLAIN.readValue(bytes, Object.class)
                              : YamlTree.value(body, "text").isPresent()
                                  ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                                  : bytes);
                });
    if (exchange.getException() != null) {
      throw new IOException(exchange.getException());
    }
  }
}
