package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people write arrives at Rivya as it was written, from every form of a brief. */
class PromptsRouteTest extends EngineRouteTestBase {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every character that a URI, a property, a language or a file format could take for its own. */
  static final String NASTY =
      "50% softer & \"whiter\"? a+b=c {x} {{y}} {{?z}} ${body} $simple{body} ${env:HOME} 'q' `cmd`\n"
          + "  second, line;\twith\\n \\\\ <b>&amp;</b> RAW(a) #bean:x %41 %zz !ref */ -- ]]>\n"
          + "\u00dcn\u00efc\u00f6de \u5199\u771f \ud83c\udfa8 \u200f\u05e9 \u2028 end: - #";

  private static final String OWN_WORDS =
      "50% softer & \"whiter\"? \u00dcn\u00efcode + \u5199\u771f \ud83c\udfa8 {now} it's `${body}` {{?x}} {{y}}\n"
          + "  second line: $simple{body} \\n \\\\ <b>&amp;</b> RAW(a) #bean:x %41";

  @ParameterizedTest
  @ValueSource(strings = {"txt", "json", "yaml", "jsonl", "csv"})
  void bringsAPromptUnchangedFromEveryFormOfAFile(String form) throws Exception {
    String name = "nasty-" + UUID.randomUUID() + "." + form;
    drop("words", name, write(form).getBytes(StandardCharsets.UTF_8));

    String id = jobOf("words", name);

    until(id, "done");
    assertThat(paid(id)).extracting(PaidGeneration::prompt).containsExactly(NASTY);
  }

  private static String write(String form) throws IOException {
    return switch (form) {
      case "json" -> JSON.writeValueAsString(Map.of("prompt", NASTY));
      case "yaml" -> new YAMLMapper().writeValueAsString(Map.of("prompt", NASTY));
      case "jsonl" -> JSON.writeValueAsString(Map.of("prompt", NASTY)) + "\n";
      case "csv" -> "prompt\r\n\"" + NASTY.replace("\"", "\"\"") + "\"\r\n";
      default -> NASTY;
    };
  }

  @Test
  void bringsTheFlowsOwnWordsUnchangedWithAPhoto() throws Exception {
    String name = "photo-" + UUID.randomUUID() + ".png";
    drop("own-words", name, TestImages.png(901));

    String id = jobOf("own-words", name);

    until(id, "done");
    assertThat(paid(id)).extracting(PaidGeneration::prompt).containsExactly(OWN_WORDS);
    assertThat(paid(id).get(0).params().path("referenceMediaItems")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "text", "multipart"})
  void bringsAPromptUnchangedFromEveryFormOfACall(String form) throws Exception {
    String type =
        switch (form) {
          case "json" -> "application/json";
          case "text" -> "text/plain; charset=utf-8";
          default -> "multipart/form-data; boundary=b0undary";
        };
    byte[] body =
        switch (form) {
          case "json" -> JSON.writeValueAsBytes(Map.of("prompt", NASTY));
          case "text" -> NASTY.getBytes(StandardCharsets.UTF_8);
          default -> multipart();
        };

    HttpResponse<String> answer = post("words", type, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode accepted = JSON.readTree(answer.body());
    String id = accepted.path("id").asText();
    until(id, "done");
    assertThat(paid(id)).extracting(PaidGeneration::prompt).containsExactly(NASTY);
    JsonNode shown = JSON.readTree(get("/api/jobs/" + id).body());
    assertThat(shown.path("status").asText()).isEqualTo("succeeded");
    assertThat(get("/api/jobs/" + id + "/files/1").statusCode()).isEqualTo(200);
    assertThat(get("/api/jobs?flow=words").body()).contains(id);
  }

  private static byte[] multipart() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("--b0undary\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n" + NASTY + "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(
        "--b0undary\r\nContent-Disposition: form-data; name=\"references\"; filename=\"a.png\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(TestImages.png(902));
    out.writeBytes("\r\n--b0undary--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private HttpResponse<String> post(String flow, String type, byte[] body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri("/api/flows/" + flow + "/jobs"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void drop(String folder, String name, byte[] bytes) throws IOException {
    Path written = Files.write(Files.createTempFile(FOLDER, "drop", ".part"), bytes);
    Path to = Files.createDirectories(FOLDER.resolve(folder)).resolve(name);
    Files.move(written, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private String jobOf(String flow, String sourceName) {
    List<JobSummary> found = new ArrayList<>();
    eventually(
        () -> {
          found.clear();
          found.addAll(jobs.search(new JobSearch(null, flow, null, sourceName, null, 2)));
          assertThat(found).hasSize(1);
        });
    return found.get(0).id();
  }
}
