package dev.rivyaroutes.ledger.upkeep;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the media that jobs still need as references or results, and quarantined messages. */
@Component
public final class FindNeededMedia {

  private final JdbcTemplate jdbc;

  public FindNeededMedia(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns those of these blobs whose jobs have not ended, are not delivered, or were last updated
   * after then, or that are the bytes of a quarantined message.
   */
  public Set<String> find(Collection<String> sha256s, Instant endedBefore) {
    return new HashSet<>(
        Sql.of(
                "select distinct sha256 from job_file join job on job.id = job_id"
                    + " where sha256 = any(?) and not (updated_at < ? and "
                    + JobRows.ENDED
                    + ") union select sha256 from quarantine where sha256 = any(?)",
                JobRows.array(sha256s),
                endedBefore,
                JobRows.array(sha256s))
            .query(jdbc, (row, n) -> row.getString(1)));
  }
}
