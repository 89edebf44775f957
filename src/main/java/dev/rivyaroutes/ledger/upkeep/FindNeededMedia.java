package dev.rivyaroutes.ledger.upkeep;

import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Knows which media bytes jobs still need, as their references or their results. */
@Component
public final class FindNeededMedia {

  private final JdbcTemplate jdbc;

  public FindNeededMedia(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Of these blobs, those of jobs that are not at their end, have something to deliver or to
   * replay, or were last touched after then.
   */
  public Set<String> find(Collection<String> sha256s, Instant endedBefore) {
    return new HashSet<>(
        jdbc.queryForList(
            "select distinct sha256 from job_file join job on job.id = job_id"
                + " where sha256 = any(?) and not (updated_at < ? and "
                + JobRows.ENDED
                + ")",
            String.class,
            JobRows.array(sha256s),
            endedBefore.atOffset(ZoneOffset.UTC)));
  }
}
