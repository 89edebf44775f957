package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the jobs that are sent before a job that waits for its turn. */
@Component
public class FindQueuePlace {

  /** More are not counted. */
  public static final int MOST = 1_000;

  private static final String BEFORE =
      "select count(*) from (select other.id from job mine join job other"
          + " on other.stage = mine.stage and other.account = mine.account"
          + " and (other.due_at < mine.due_at or other.due_at = mine.due_at and other.id < mine.id)"
          + " where mine.id = :id limit "
          + (MOST + 1)
          + ") ahead";

  private final JdbcClient jdbc;

  public FindQueuePlace(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many there are, at most one more than are counted; null if the job does not wait. */
  public Integer before(JobSummary job) {
    return JobState.ACCEPTED.column().equals(job.state())
        ? jdbc.sql(BEFORE).param("id", job.id()).query(Integer.class).single()
        : null;
  }
}
