package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.poll.PollReport;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/** Makes the quarantines of the sources that read files or objects. */
@Component
public record FileQuarantines(
    CamelContext camel, QuarantineMessages messages, OrderedReplays replays, Clock clock) {

  /** The quarantine of one source. */
  public FileQuarantine of(PollReport report) {
    return new FileQuarantine(this, report);
  }
}
