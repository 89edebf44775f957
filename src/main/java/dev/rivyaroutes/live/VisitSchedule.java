package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.schedule.PeekSchedule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Shows the brief of the next time of a schedule. */
final class VisitSchedule {
  private final Clock clock;

  VisitSchedule(Clock clock) {
    this.clock = clock;
  }

  void source(LiveUse use, Seen seen) {
    Instant now = clock.instant();
    Instant next =
        new PeekSchedule(use.value("cron"), use.value("time-zone", "UTC"), now).next(now);
    if (next != null) {
      ObjectNode form = Json.PLAIN.createObjectNode().put("at", next.toString());
      seen.sample(new Sample(use, "The next time, " + next, form, List.of()));
    }
  }
}
