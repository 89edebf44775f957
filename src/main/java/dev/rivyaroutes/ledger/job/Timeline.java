package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Sql;
import java.time.Instant;

/** Records the events of jobs. */
public final class Timeline {

  private Timeline() {}

  public static Sql event(
      String jobId, Instant at, String state, int attempt, Cause cause, String text) {
    return Sql.of(
        "insert into job_event (job_id, at, state, attempt, trouble, code, text, request_id)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        jobId,
        at,
        state,
        attempt,
        cause == null ? null : cause.trouble().word(),
        cause == null ? null : cause.code(),
        cause == null ? Cause.truncated(text) : cause.text(),
        cause == null ? null : cause.requestId());
  }
}
