package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.JobDetails;
import dev.rivyaroutes.simulator.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rivya or a sink is away for a time. */
class AwayRouteTest extends EngineRouteTestBase {

  @Test
  void goesOnByItselfAfterRivyaWasAwayForAnHour() throws Exception {
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
  void deliversToTheOthersWhileASinkIsAwayAndShowsItAsDeadInTheEnd() throws Exception {
    takers.refuse("broken", "The shop is closed");
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
    assertThat(dead.timeline()).extracting(JobDetails.Event::state).contains("dead");
    assertThat(job(id).job().state()).isEqualTo("delivering");
    assertThat(takers.refused(id)).hasSize(4);
    assertThat(takers.refused(id))
        .extracting(result -> result.deliveryId())
        .containsOnly(sent(dead, "broken").id());
  }

  private static JobDetails.Sent sent(JobDetails details, String sink) {
    return details.deliveries().stream()
        .filter(sent -> sent.sink().equals(sink))
        .findFirst()
        .orElse(new JobDetails.Sent(null, sink, "none", 0, null, null, null, null));
  }
}
