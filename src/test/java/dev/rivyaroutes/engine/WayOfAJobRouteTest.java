package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.trouble.Operation;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Submit, upload, wait, fetch and deliver, where all goes well. */
class WayOfAJobRouteTest extends EngineRouteTestBase {

  @Test
  void bringsABriefToItsSinkAndPaysOnce() {
    String id = accept("main", "A blue house");

    JobDetails done = until(id, "done");

    assertThat(paid(id)).hasSize(1);
    assertThat(paid(id).get(0).prompt()).isEqualTo("A blue house");
    assertThat(paid(id).get(0).idempotencyKey()).isEqualTo(id);
    assertThat(paid(id).get(0).account()).isEqualTo("main");
    assertThat(done.timeline())
        .extracting(JobDetails.Event::state)
        .containsExactly("accepted", "waiting", "fetching", "delivering", "delivered");
    assertThat(done.results()).hasSize(1);
    List<Result> taken = takers.of(id);
    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).succeeded()).isTrue();
    assertThat(taken.get(0).taskId()).isEqualTo(paid(id).get(0).id());
  }

  @Test
  void takesTheSameBriefOnceHoweverOftenItComes() {
    String source = "twice-" + UUID.randomUUID();
    String id = accept("main", source, "A red house");
    until(id, "done");

    assertThat(accept("main", source, "A red house")).isEqualTo(id);

    assertThat(job(id).job().state()).isEqualTo("done");
    assertThat(paid(id)).hasSize(1);
    assertThat(takers.of(id)).hasSize(1);
  }

  @Test
  void uploadsTheSameBytesOnceForAllJobsOfAnAccount() {
    byte[] photo = TestImages.png(700);
    long before = RIVYA.counters().calls(Operation.UPLOAD);
    String first = accept("main", inline("Restyle", photo));
    until(first, "done");
    String second = accept("main", inline("Restyle again", photo));
    until(second, "done");
    String other = accept("poor", inline("Restyle for another account", photo));
    until(other, "done");

    assertThat(RIVYA.counters().calls(Operation.UPLOAD) - before).isEqualTo(2);
    assertThat(item(first).path("url")).isEqualTo(item(second).path("url"));
    assertThat(item(first).path("url")).isNotEqualTo(item(other).path("url"));
    assertThat(item(first).path("kind").asText()).isEqualTo("image");
    assertThat(item(first).path("mimeType").asText()).isEqualTo("image/png");
  }

  @Test
  void handsAResultToTheSinksOfItsFlowOnly() {
    String many = accept("many", "A house for many");
    String main = accept("main", "A house for one");
    until(main, "done");
    eventually(() -> assertThat(takers.of(many)).hasSize(3));

    assertThat(takers.of(main)).extracting(Result::sink).containsExactly("taker");
    assertThat(takers.of(many))
        .extracting(Result::sink)
        .containsExactlyInAnyOrder("good", "broken", "all");
  }

  private static JsonNode item(String id) {
    return paid(id).get(0).params().path("referenceMediaItems").path(0);
  }
}
