package dev.rivyaroutes.flowtest.brief;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.file.FileContent;
import dev.rivyaroutes.media.DetectMediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Calls the HTTP source of a flow on this machine, and has its answer. */
final class CallFlow {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String BOUNDARY = "rivya-flow-test-boundary";

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  CallFlow(int port) {
    this.port = port;
  }

  ObjectNode call(String flow, Node call, FileContent content) throws IOException {
    boolean form =
        YamlTree.value(call, "files").isPresent() || YamlTree.value(call, "fields").isPresent();
    byte[] body = form ? form(call, content) : content.of(call, "body");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/flows/%s/jobs".formatted(port, flow)))
            .timeout(LONGEST)
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", type(call, form, body));
    for (NodeTuple header : YamlTree.entries(call, "headers")) {
      request.header(YamlTree.text(header.getKeyNode()), YamlTree.text(header.getValueNode()));
    }
    try {
      return answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static String type(Node call, boolean form, byte[] body) {
    return YamlTree.textOf(call, "type")
        .orElseGet(
            () -> {
              if (form) {
                return "multipart/form-data; boundary=" + BOUNDARY;
              }
              if (YamlTree.value(call, "json").isPresent()) {
                return "application/json";
              }
              return YamlTree.value(call, "text").isPresent()
                  ? "text/plain; charset=utf-8"
                  : DetectMediaType.of(body).contentType();
            });
  }

  private static ObjectNode answer(HttpResponse<String> response) {
    ObjectNode answer = Json.PLAIN.createObjectNode().put("status", response.statusCode());
    try {
      answer.set("json", Json.EXACT.readTree(response.body()));
    } catch (JsonProcessingException e) {
      answer.put("text", response.body());
    }
    return answer;
  }

  private static byte[] form(Node call, FileContent content) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (NodeTuple field : YamlTree.entries(call, "fields")) {
      part(
          form,
          "name=\"%s\"".formatted(YamlTree.text(field.getKeyNode())),
          null,
          YamlTree.text(field.getValueNode()).getBytes(StandardCharsets.UTF_8));
    }
    for (Node file : YamlTree.items(call, "files")) {
      String name = YamlTree.textOf(file, "file").orElse("file");
      byte[] bytes = content.of(file, name);
      part(
          form,
          "name=\"file\"; filename=\"%s\"".formatted(name.replace("\"", "%22")),
          YamlTree.textOf(file, "type").orElseGet(() -> DetectMediaType.of(bytes).contentType()),
          bytes);
    }
    form.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  private static void part(ByteArrayOutputStream form, String names, String type, byte[] bytes)
      throws IOException {
    String head =
        "--%s\r\nContent-Disposition: form-data; %s\r\n%s\r\n"
            .formatted(BOUNDARY, names, type == null ? "" : "Content-Type: " + type + "\r\n");
    form.write(head.getBytes(StandardCharsets.UTF_8));
    form.write(bytes);
    form.write("\r\n".getBytes(StandardCharsets.UTF_8));
  }
}
