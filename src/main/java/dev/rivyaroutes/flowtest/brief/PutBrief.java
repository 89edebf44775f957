package dev.rivyaroutes.flowtest.brief;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.end.Ends;
import dev.rivyaroutes.flowtest.file.FileContent;
import dev.rivyaroutes.flowtest.file.YamlJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Puts a brief where its source looks for it, in the very form that the source finds. */
final class PutBrief {
  private static final String DEFAULT_TYPE = "application/octet-stream";

  private final Ends ends;
  private final CaseMessages messages;
  private final FileContent content;
  private final String id;

  PutBrief(Ends ends, CaseMessages messages, FileContent content, String id) {
    this.ends = ends;
    this.messages = messages;
    this.content = content;
    this.id = id;
  }

  private interface Place {
    void put(String name, byte[] bytes, Node file) throws IOException;
  }

  /** Files beside a document come first. */
  private void files(Node brief, Place place) throws IOException {
    for (Node file : YamlTree.items(brief, "beside")) {
      file(file, place);
    }
    file(brief, place);
  }

  private void file(Node file, Place place) throws IOException {
    String name = YamlTree.textOf(file, "file").orElse("");
    byte[] bytes = content.of(file, name);
    place.put(name, bytes, file);
  }

  void intoFolder(Path root, String directory, Node brief) throws IOException {
    // The folders of flows are below the folder of the run already, those of servers are not.
    Path named = Path.of(directory);
    Path folder = named.startsWith(root) ? named : root.resolve(directory.replaceFirst("^/+", ""));
    files(
        brief,
        (name, bytes, file) -> {
          Path path = folder.resolve(name);
          Files.createDirectories(path.getParent());
          Files.write(path, bytes);
        });
  }

  void intoBucket(String bucket, Node brief) throws IOException {
    files(
        brief,
        (name, bytes, file) ->
            ends.s3().put(bucket, name, bytes, YamlTree.textOf(file, "type").orElse(DEFAULT_TYPE)));
  }

  void intoQueue(Source source, Node brief) throws IOException {
    String queue = source.parameter("queue");
    if (YamlTree.value(brief, "file").isPresent()) {
      files(
          brief,
          (name, bytes, file) -> {
            String eTag = ends.s3().put("events", name, bytes, DEFAULT_TYPE);
            if (file == brief) {
              ends.sqs().send(queue, id, notification(name, bytes.length, eTag), null, Map.of());
            }
          });
      return;
    }
    Node message = YamlTree.value(brief, "message").orElseThrow();
    String body = new String(content.of(message, "message"), StandardCharsets.UTF_8);
    ends.sqs()
        .send(
            queue,
            YamlTree.textOf(message, "id").orElse(id),
            body,
            YamlTree.textOf(message, "group").orElse(null),
            texts(message, "properties"));
  }

  /** As S3 announces a new object. */
  private static String notification(String key, long size, String eTag) {
    ObjectNode notification = Json.PLAIN.createObjectNode();
    ObjectNode record = notification.putArray("Records").addObject();
    record.put("eventSource", "aws:s3").put("eventName", "ObjectCreated:Put");
    ObjectNode s3 = record.putObject("s3");
    s3.putObject("bucket").put("name", "events");
    s3.putObject("object")
        .put("key", java.net.URLEncoder.encode(key, StandardCharsets.UTF_8))
        .put("size", size)
        .put("eTag", eTag.replace("\"", ""));
    return notification.toString();
  }

  void intoTable(Source source, Node brief) throws SQLException {
    Map<String, Object> row = new LinkedHashMap<>();
    YamlTree.entries(brief, "row")
        .forEach(
            entry ->
                row.put(
                    YamlTree.text(entry.getKeyNode()),
                    Json.PLAIN.convertValue(YamlJson.of(entry.getValueNode()), Object.class)));
    ends.database().insert(source.parameter("table"), row);
  }

  /** The raw form in which the source itself keeps messages in quarantine. */
  void asMessage(Source source, Node brief) throws IOException {
    switch (source.kind()) {
      case "mail-drop-source" -> {
        Node mail = YamlTree.value(brief, "mail").orElseThrow();
        byte[] raw = new WriteMail(content).write(mail, "mailbox@example.com", id);
        String subject = YamlTree.textOf(mail, "subject").orElse("(no subject)");
        messages.add(new CaseMessages.Message(id, subject, "message/rfc822", raw));
      }
      case "kafka-drop-source" -> {
        Node record = YamlTree.value(brief, "record").orElseThrow();
        messages.add(json(YamlTree.textOf(record, "id").orElse(id), record(record)));
      }
      case "jms-drop-source" -> {
        Node message = YamlTree.value(brief, "message").orElseThrow();
        String own = YamlTree.textOf(message, "id").orElse(id);
        messages.add(json(own, message(message, own)));
      }
      default -> {
        String at = YamlTree.textOf(brief, "at").orElseThrow();
        String zone = source.parameter("time-zone");
        String name =
            OffsetDateTime.parse(at)
                .atZoneSameInstant(ZoneId.of(zone.isBlank() ? "UTC" : zone.strip()))
                .toOffsetDateTime()
                .toString();
        messages.add(new CaseMessages.Message(at, name, "application/json", new byte[0]));
      }
    }
  }

  private CaseMessages.Message json(String own, ObjectNode raw) throws IOException {
    return new CaseMessages.Message(
        own, own, "application/json", Json.PLAIN.writeValueAsBytes(raw));
  }

  private ObjectNode record(Node record) throws IOException {
    ObjectNode raw = Json.PLAIN.createObjectNode();
    YamlTree.textOf(record, "key").ifPresent(key -> raw.putObject("key").put("text", key));
    var headers = raw.putArray("headers");
    texts(record, "properties")
        .forEach(
            (name, value) ->
                headers.addObject().put("name", name).putObject("value").put("text", value));
    String base64 = Base64.getEncoder().encodeToString(content.of(record, "record"));
    raw.putObject("value").put("base64", base64);
    return raw;
  }

  private ObjectNode message(Node message, String own) throws IOException {
    ObjectNode raw = Json.PLAIN.createObjectNode();
    boolean text =
        YamlTree.value(message, "text").isPresent() || YamlTree.value(message, "json").isPresent();
    byte[] body = content.of(message, "message");
    raw.put("kind", text ? "text" : "bytes").put("messageId", own);
    YamlTree.textOf(message, "correlation-id").ifPresent(it -> raw.put("correlationId", it));
    YamlTree.textOf(message, "reply-to").ifPresent(it -> raw.put("replyTo", it));
    raw.put("timestamp", 0);
    ObjectNode properties = raw.putObject("properties");
    texts(message, "properties").forEach(properties::put);
    return text
        ? raw.put("text", new String(body, StandardCharsets.UTF_8))
        : raw.put("bytes", body);
  }

  private static Map<String, String> texts(Node node, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (NodeTuple entry : YamlTree.entries(node, key)) {
      texts.put(YamlTree.text(entry.getKeyNode()), YamlTree.text(entry.getValueNode()));
    }
    return texts;
  }
}
