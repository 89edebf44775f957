package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Sql;
import java.time.Instant;
import java.util.List;

/** The queue of the chat turns of a conversation, as statements of an outcome. */
public final class TurnQueue {

  private static final String ADD =
      "insert into turn (flow, conversation, job_id) select ?, ?, ?"
          + " where not exists (select 1 from turn where flow = ? and conversation = ? and job_id = ?)";

  /** The insert gave it the last number, but it was accepted before the jobs with higher ids. */
  private static final String RESTORE_PLACE =
      "update turn set n = (select min(t.n) from turn t where t.flow = ? and t.conversation = ?"
          + " and t.job_id > ?) where flow = ? and conversation = ? and job_id = ? and exists"
          + " (select 1 from turn t where t.flow = ? and t.conversation = ? and t.job_id > ?)";

  public static final String FIRST =
      "(select t.job_id from turn t where t.flow = ? and t.conversation = ?"
          + " order by t.n, t.job_id limit 1)";

  private static final String REMOVE =
      "delete from turn where flow = ? and conversation = ? and job_id = ?";

  private static final String LEAVE =
      "update conversation set turn = null, updated_at = ?"
          + " where flow = ? and conversation = ? and turn = ?";

  private static final String WAKE =
      "update job set due_at = ? where id = "
          + FIRST
          + " and stage = 'turn' and owner is null and due_at > ?";

  private TurnQueue() {}

  public static Sql add(String flow, String conversation, String jobId) {
    return Sql.of(ADD, flow, conversation, jobId, flow, conversation, jobId);
  }

  /** Puts the turn back to its former place in the queue. */
  public static Sql restorePlace(String flow, String conversation, String jobId) {
    return Sql.of(
        RESTORE_PLACE,
        flow,
        conversation,
        jobId,
        flow,
        conversation,
        jobId,
        flow,
        conversation,
        jobId);
  }

  /** Removes the turn from the queue, and makes the next one due. */
  static List<Sql> end(Job job, Instant now) {
    return List.of(
        Sql.of(REMOVE, job.flow(), job.conversation(), job.id()),
        Sql.of(LEAVE, now, job.flow(), job.conversation(), job.id()),
        wakeNext(job, now));
  }

  public static Sql wakeNext(Job job, Instant now) {
    return Sql.of(WAKE, now, job.flow(), job.conversation(), now);
  }

  /** Continues the conversation in this session; null starts a new session at the next turn. */
  public static Sql setSession(Job job, String session, Instant now) {
    return Sql.of(
        "update conversation set session_id = ?, account = ?, model = ?, updated_at = ?"
            + " where flow = ? and conversation = ?",
        session,
        job.account(),
        job.model(),
        now,
        job.flow(),
        job.conversation());
  }
}
