package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.testing.LogLines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Rivya or a sink is away for a time. */
class RivyaUnavailableRouteTest extends EngineRouteTestBase {

  @Autowired
  @Qualifier("rivyaHealth")
  HealthIndicator health;

  @Test
  void continuesByItselfAfterRivyaWasUnavailableForAnHour() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofMinutes(30)));
    String waiting = accept("watched", "A house under way");
    until(waiting, "waiting");
    GATE.shut();
    List<String> ids = new ArrayList<>(List.of(waiting));
    for (int i = 0; i < 4; i++) {
      ids.add(accept("watched", "A house ordered in the dark " + i));
      CLOCK.forward(Duration.ofMinutes(15));
      String newest = ids.get(ids.size() - 1);
      until(newest, details -> !causes(details).isEmpty());
    }
    RIVYA.timing(Timing.AT_ONCE);
    until(accept("main", "A house of another account"), "done");
    assertThat(ids)
        .extracting(id -> job(id).job().state())
        .doesNotContain("failed", "parked", "done");

    GATE.open();

    ids.forEach(id -> until(id, "done"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
    assertThat(ids).allSatisfy(id -> assertThat(takers.of(id)).hasSize(1));
  }

  @Test
  void reportsOnceThatRivyaIsUnavailableAndOnceThatItIsBack() throws Exception {
    LogLines lines = LogLines.of(TrackAvailability.class);
    until(accept("watched", "A house before the outage"), "done");
    assertThat(accountDocument().path("last_answer_at").asText()).isNotEmpty();
    assertThat(accountDocument().has("no_answer")).isFalse();
    CLOCK.forward(Duration.ofMinutes(2));
    GATE.shut();
    String id = accept("watched", "A house during the outage");

    until(id, details -> causes(details).size() > 4);

    String gate = "127.0.0.1:" + GATE.baseUri().getPort();
    JsonNode away = accountDocument().path("no_answer");
    // A kept connection may break first.
    String refused = gate + " refuses connections";
    String broken = gate + " closed the connection";
    assertThat(away.path("text").asText()).containsAnyOf(refused, broken);
    assertThat(away.path("since").asText()).isNotEmpty();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(health.health().getDetails().get("watched").toString())
        .contains("noAnswerSince")
        .containsAnyOf(refused, broken);

    GATE.open();
    until(id, "done");

    assertThat(accountDocument().has("no_answer")).isFalse();
    assertThat(health.health().getDetails().get("watched").toString())
        .contains("lastAnswer")
        .doesNotContain("noAnswerSince");
    lines.close();
    assertThat(lines.all())
        .filteredOn(line -> line.contains("Account watched: Rivya"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("WARN", "has not answered since")
                    .containsAnyOf(refused, broken),
            line -> assertThat(line).contains("INFO", gate, "answers again, after"));
  }

  private JsonNode accountDocument() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/accounts"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    for (JsonNode account : new ObjectMapper().readTree(answer.body()).path("accounts")) {
      if (account.path("name").asText().equals("watched")) {
        return account;
      }
    }
    throw new AssertionError(answer.body());
  }

  @Test
  void deliversToTheOthersWhileASinkIsUnavailableAndShowsItAsDeadInTheEnd() throws Exception {
    takers.refuse("broken", "The shop is closed");
    takers.repeated.clear();
    String id = accept("many", "A house for a closed shop");

    until(id, details -> sent(details, "good").state().equals("delivered"));
    until(id, details -> sent(details, "all").state().equals("delivered"));
    until(id, details -> sent(details, "plain").attempts() == 3);
    JobDetails tried = until(id, details -> sent(details, "broken").attempts() == 3);
    assertThat(sent(tried, "broken").state()).isEqualTo("pending");
    assertThat(sent(tried, "broken").cause()).contains("The shop is closed");
    assertThat(sent(tried, "good").attempts()).isEqualTo(1);

    // Camel's own file endpoint has no folder yet: an exception, so it is not delivered.
    assertThat(sent(tried, "plain").state()).isEqualTo("pending");
    assertThat(sent(tried, "plain").cause()).contains("plain");
    Path folder = Files.createDirectory(FOLDER.resolve("plain"));
    CLOCK.forward(Duration.ofMinutes(61));

    JobDetails dead = until(id, details -> sent(details, "broken").state().equals("dead"));
    until(id, details -> sent(details, "plain").state().equals("delivered"));
    assertThat(folder.resolve(id + ".png")).hasSize(dead.results().get(0).size());
    assertThat(sent(dead, "broken").attempts()).isEqualTo(4);
    assertThat(sent(dead, "broken").cause())
        .isEqualTo(
            "The shop is closed. The delivery is dead after 4 attempts. Correct the cause and"
                + " replay it: POST /api/jobs/"
                + id
                + "/replay.");
    assertThat(dead.timeline()).extracting(JobDetails.Event::state).contains("dead");
    assertThat(job(id).job().state()).isEqualTo("delivering");
    assertThat(takers.refused(id)).hasSize(4);
    assertThat(takers.repeated).containsExactly(false, true, true, true);
    assertThat(takers.refused(id))
        .extracting(result -> result.deliveryId())
        .containsOnly(sent(dead, "broken").id());
  }

  private static JobDetails.DeliveryStatus sent(JobDetails details, String sink) {
    return details.deliveries().stream()
        .filter(sent -> sent.sink().equals(sink))
        .findFirst()
        .orElse(new JobDetails.DeliveryStatus(null, sink, "none", 0, null, null, null, null));
  }
}
