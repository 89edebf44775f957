package dev.rivyaroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The published document of the API, and whether answers are as it says. */
public final class ApiDocument {

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final JsonNode root;

  public ApiDocument(String json) throws IOException {
    this.root = JSON.readTree(json);
  }

  /** A call of the document. */
  public record Call(String method, String path, JsonNode operation) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        if (METHODS.contains(one.getKey())) {
          calls.add(new Call(one.getKey().toUpperCase(), path.getKey(), one.getValue()));
        }
      }
    }
    return calls;
  }

  /** Every answer that the document lists, such as {@code GET /api/jobs 200}. */
  public Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    for (Call call : calls()) {
      call.operation()
          .path("responses")
          .fieldNames()
          .forEachRemaining(s -> answers.add(call + " " + s));
    }
    return answers;
  }

  public Map<String, JsonNode> responses(Call call) {
    return call.operation().path("responses").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> resolved(one.getValue())));
  }

  /** The thing itself where there is a reference to it. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(root.at(node.path("$ref").asText().substring(1))) : node;
  }

  /** What is wrong with a real answer; empty when it is as the document says. */
  public List<String> problems(
      String method, String path, int status, Map<String, List<String>> headers, String body)
      throws IOException {
    Call call =
        calls().stream()
            .filter(one -> one.method().equals(method) && one.path().equals(path))
            .findFirst()
            .orElse(null);
    JsonNode response = call == null ? null : responses(call).get(String.valueOf(status));
    if (response == null) {
      return List.of("is not documented");
    }
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      if (resolved(header.getValue()).path("required").asBoolean()
          && headers.keySet().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
        problems.add("has no header " + header.getKey());
      }
    }
    String type =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
            .map(header -> header.getValue().get(0).split(";")[0])
            .findFirst()
            .orElse(null);
    if (!response.has("content")) {
      if (type != null || !body.isEmpty()) {
        problems.add("has a body, which is not documented");
      }
      return problems;
    }
    JsonNode content = response.path("content");
    if (content.has("*/*")) {
      return problems;
    }
    if (type == null || !content.has(type)) {
      problems.add("has the undocumented type " + type);
    } else if (type.endsWith("json")) {
      problems.addAll(problems(content.path(type).path("schema"), JSON.readTree(body)));
    }
    return problems;
  }

  /** What is wrong with a value by a schema of the document. */
  public List<String> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.path("components"));
    JsonSchema rules =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    return rules.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }
}
