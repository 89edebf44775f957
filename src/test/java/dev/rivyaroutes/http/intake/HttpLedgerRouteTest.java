package dev.rivyaroutes.http.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.HttpLedgerTestBase;
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
  void showsTheRefusedBriefAndAcceptsTheCorrectedOne() throws Exception {
    HttpResponse<String> refused = post("k2", "{\"promt\":\"p\"}");
    HttpResponse<String> corrected = post("k2", "{\"prompt\":\"p\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode job = get(JSON.readTree(refused.body()).path("url").asText());
    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.path("cause").path("trouble").asText()).isEqualTo("brief");
    assertThat(job.path("cause").path("text").asText()).contains("'promt' is not known");
    assertThat(corrected.statusCode()).isEqualTo(202);
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
                    int status = post("k3", "{\"prompt\":\"p\"}").statusCode();
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

  @Test
  void acceptsOneOfManyRequestsUnderTheSameKey() {
    List<Integer> all =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return post("k4", "{\"prompt\":\"" + i + "\"}").statusCode();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();

    assertThat(all).containsOnly(202, 422);
    assertThat(all.stream().filter(status -> status == 202)).hasSize(1);
  }

  @Test
  void showsWhoAskedAndFindsTheJobByItsNames() throws Exception {
    HttpResponse<String> accepted =
        post("k5", "{\"prompt\":\"A red Barn\",\"client_request_id\":\"Trace-5\"}");
    String id = JSON.readTree(accepted.body()).path("id").asText();

    JsonNode job = get("/api/jobs/" + id);
    assertThat(job.path("caller").asText()).isEqualTo("local");
    assertThat(job.path("source").asText()).isEqualTo("http");
    assertThat(job.path("client_request_id").asText()).isEqualTo("Trace-5");
    assertThat(job.path("timeline").path(0).path("text").asText()).contains("local (http)");
    for (String query : List.of("q=red%20barn", "q=trace-5", "q=k5", "name=k5")) {
      assertThat(get("/api/jobs?" + query).path("jobs").findValuesAsText("id"))
          .as(query)
          .containsExactly(id);
    }
    assertThat(get("/api/jobs?caller=local").path("jobs").findValuesAsText("id")).contains(id);
    assertThat(get("/api/jobs?name=K5").path("jobs")).isEmpty();
    assertThat(get("/api/jobs?caller=loc").path("jobs")).isEmpty();
    assertThat(get("/api/jobs?client=erp").path("field").asText()).isEqualTo("client");
  }
}
