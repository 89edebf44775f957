package dev.rivyaroutes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.http.HttpLedgerTestBase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class SupportBundleRouteTest extends HttpLedgerTestBase {

  private static final String SECRET = "pass-of-the-bundle-4711";

  private HttpResponse<byte[]> bundle(String query) throws Exception {
    URI uri = URI.create("http://localhost:" + port + "/api/support-bundle" + query);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  private static Map<String, String> parts(byte[] zip) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        parts.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
      }
    }
    return parts;
  }

  @Test
  void hasWhatAHelperNeedsAndNoTextOfBriefs() throws Exception {
    HiddenSecrets.add(SECRET);
    HttpResponse<String> accepted = post("bundle-1", "{\"prompt\": \"A very private unicorn\"}");
    String job = JSON.readTree(accepted.body()).path("id").asText();
    order("/api/jobs/" + job + "/cancel", "{\"reason\": \"it has %s in it\"}".formatted(SECRET));

    HttpResponse<byte[]> answer = bundle("?job=" + job);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .matches("attachment; filename=\"rivya-support-[-0-9TZ]+[.]zip\"");
    Map<String, String> parts = parts(answer.body());
    assertThat(parts.keySet())
        .contains(
            "accounts.json",
            "health.json",
            "job.json",
            "settings.txt",
            "sources.json",
            "trouble.json",
            "versions.json");
    JsonNode story = JSON.readTree(parts.get("job.json"));
    assertThat(story.path("state").asText()).isEqualTo("cancelled");
    assertThat(story.path("timeline").toString()).contains("it has … in it");
    assertThat(JSON.readTree(parts.get("versions.json")).path("java").asText()).isNotBlank();
    assertThat(JSON.readTree(parts.get("health.json")).path("status").asText()).isNotBlank();
    assertThat(parts.values()).noneMatch(text -> text.contains("unicorn") || text.contains(SECRET));
  }

  @Test
  void hasNoStoryUnlessItIsAskedForOne() throws Exception {
    assertThat(parts(bundle("").body())).doesNotContainKey("job.json");
  }

  @Test
  void refusesAnUnknownJob() throws Exception {
    HttpResponse<byte[]> answer = bundle("?job=01M8EKM7Q8YTQSHNA9Z2DX6D1K");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body(), UTF_8)).contains("unknown-job");
  }
}
