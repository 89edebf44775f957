package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefProperties;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** How long the files of a source wait for other files. */
@Component
public record FileWaits(Clock clock, BriefProperties limits) {

  /** The waiting files of one source. */
  public PendingBriefs begin() {
    return new PendingBriefs(clock, limits.waitForFiles());
  }
}
