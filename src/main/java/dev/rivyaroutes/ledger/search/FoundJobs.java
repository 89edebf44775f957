package dev.rivyaroutes.ledger.search;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Instant;
import java.util.List;

/**
 * The newest jobs of a search, newest first.
 *
 * @param readTo the last job that was read, if older ones were not read yet; null if the search has
 *     as many jobs as it asked for, or all were read
 */
public record FoundJobs(List<JobSummary> jobs, String readTo) {

  /** When the last job that was read had arrived; null if all that is needed was read. */
  public Instant readToTime() {
    return readTo == null ? null : Ulid.getInstant(readTo);
  }
}
