package dev.rivyaroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultDocumentTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void reportsAllOfASuccess() throws IOException {
    ResultFile file = Results.png(1, "x");
    Result result = Results.succeeded("in/cat.txt", file);

    assertThat(read(ResultDocument.of(result)))
        .isEqualTo(
            json.readTree(
                """
                {
                  "delivery_id": "dlv-01JDCZ4Q6V8M2N3P4R5S6T7V8W",
                  "job": "01JDCZ4Q6V8M2N3P4R5S6T7V8W",
                  "flow": "listing-photos",
                  "sink": "bucket",
                  "status": "succeeded",
                  "source": {"id": "s3:photos/in/cat.txt#e1", "name": "in/cat.txt"},
                  "account": "production-image-workflow",
                  "model": "nano-banana-2",
                  "task_id": "task_01",
                  "client_request_id": "erp-77",
                  "prompt": "Restyle this photo, 50%% softer & no text.", "answer": null,
                  "credits": {"reserved": 8, "final": 7.50},
                  "error": null,
                  "accepted_at": "2026-11-23T08:00:00Z",
                  "finished_at": "2026-11-23T08:00:09.120Z",
                  "files": [{"n": 1, "name": "out_1.png", "content_type": "image/png", "size": 1,
                    "sha256": "%s"}]
                }
                """
                    .formatted(file.sha256())));
  }

  @Test
  void hasTheFieldsThatTheDocumentsShow() throws IOException {
    JsonNode shown =
        json.readTree(Document.page("delivery-and-callbacks").blocks("json").get(0).text());
    Result result = Results.succeeded("in/cat.txt", Results.png(1, "x"));

    JsonNode document = read(ResultDocument.of(result, file -> Map.of("url", "https://x")));

    assertThat(fields(shown)).isEqualTo(fields(document));
    assertThat(fields(shown.at("/files/0"))).isEqualTo(fields(document.at("/files/0")));
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void reportsWhyItFailed() throws IOException {
    JsonNode document = read(ResultDocument.of(Results.failed("cat.txt")));

    assertThat(document.get("status").asText()).isEqualTo("failed");
    assertThat(document.get("files")).isEmpty();
    assertThat(document.get("error"))
        .isEqualTo(
            json.readTree(
                """
                {"class": "permanent", "code": "content_policy",
                 "message": "Rivya refused the prompt: rephrase it.", "request_id": "req_7"}
                """));
  }

  @Test
  void describesOneFileInASidecar() throws IOException {
    ResultFile second = Results.png(2, "b");
    Result result = Results.succeeded("cat.txt", Results.png(1, "a"), second);

    JsonNode files = read(ResultDocument.of(result, second)).get("files");

    assertThat(files).hasSize(1);
    assertThat(files.get(0).get("n").asInt()).isEqualTo(2);
  }

  @Test
  void takesMoreKeysForAFile() throws IOException {
    Result result = Results.succeeded("cat.txt", Results.png(1, "a"));

    JsonNode document =
        read(ResultDocument.of(result, file -> Map.of("url", "https://x/" + file.n())));

    assertThat(document.at("/files/0/url").asText()).isEqualTo("https://x/1");
  }

  private JsonNode read(Map<String, Object> document) throws IOException {
    return json.readTree(ResultDocument.bytes(document));
  }
}
