package dev.rivyaroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpLedgerRouteTest extends HttpLedgerTestBase {

  @Test
  void showsTheJobThatItAccepted() throws Exception {
    HttpResponse<String> first = post("k1", "{\"prompt\":\"50% & more\"}");
    HttpResponse<String> again = post("k1", "{\"prompt\":\"50% & more\"}");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    JsonNode job = get(first.headers().firstValue("Location").orElseThrow());
    assertThat(job.path("status").asText()).isEqualTo("queued");
    assertThat(job.path("source_id").asText()).isEqualTo("k1");
    assertThat(job.path("prompt").asText()).isEqualTo("50% & more");
    assertThat(job.path("timeline")).hasSize(1);
    assertThat(get("/api/jobs?q=k1").path("jobs")).hasSize(1);
  }

  @Test
  void showsTheRefusedBriefAndTakesTheMendedOne() throws Exception {
    HttpResponse<String> refused = post("k2", "{\"promt\":\"p\"}");
    HttpResponse<String> mended = post("k2", "{\"prompt\":\"p\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode job = get(JSON.readTree(refused.body()).path("url").asText());
    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.path("cause").path("trouble").asText()).isEqualTo("brief");
    assertThat(job.path("cause").path("text").asText()).contains("'promt' is not known");
    assertThat(mended.statusCode()).isEqualTo(202);
  }

  @Test
  void acceptsOneOfManyCallsUnderTheSameKey() {
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    List<Integer> all =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    int status = post("k3", "{\"prompt\":\"" + i + "\"}").statusCode();
                    statuses.add(status);
                    return status;
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();

    assertThat(statuses).containsExactlyInAnyOrder(200, 202);
    assertThat(all.stream().filter(status -> status == 202)).hasSize(1);
  }
}
