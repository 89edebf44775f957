package dev.rivyaroutes.ledger.chat;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.TurnQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Runs the turns of a conversation one at a time, in the order of acceptance, over all replicas. A
 * claimed turn stays claimed until its job ends, even if the process crashes.
 */
@Component
public final class Conversations {

  private static final String INSERT =
      "insert into conversation (flow, conversation, updated_at) select ?, ?, ?"
          + " where not exists (select 1 from conversation where flow = ? and conversation = ?)";

  /**
   * A job that has the turn keeps it, even if an earlier job was put back into the queue. A turn
   * whose job has ended blocks no other.
   */
  private static final String CLAIM_TURN =
      "update conversation set turn = ?, updated_at = ? where flow = ? and conversation = ?"
          + " and exists (select 1 from turn t where t.flow = conversation.flow and t.conversation ="
          + " conversation.conversation and t.job_id = ?)"
          + " and (turn = ? or ((turn is null or not exists (select 1 from turn t where t.flow ="
          + " conversation.flow and t.conversation = conversation.conversation and t.job_id ="
          + " conversation.turn)) and ? = "
          + TurnQueue.FIRST
          + "))";

  private static final String ANSWERED_BY =
      "select content.conversation_name from delivery join job on job.id = delivery.job_id"
          + " join job_content content on content.job_id = job.id"
          + " where delivery.id = ? and job.source = ? and job.caller = ?"
          + " and content.conversation_name is not null";

  private final JdbcTemplate jdbc;
  private final WorkSignal signal;
  private final Clock clock;

  public Conversations(JdbcTemplate jdbc, WorkSignal signal, Clock clock) {
    this.jdbc = jdbc;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * A claimed turn.
   *
   * @param session the session at Rivya to continue; null for a new one
   * @param changed whether there is a session, but of another account or model
   */
  public record Turn(String session, boolean changed) {}

  /** Claims the turn for a claimed job; empty while an earlier turn has not ended. */
  public Optional<Turn> claimTurn(Job job) {
    Instant now = clock.instant();
    Sql.of(INSERT, job.flow(), job.conversation(), now, job.flow(), job.conversation())
        .insert(jdbc);
    String id = job.id();
    Sql claim =
        Sql.of(
            CLAIM_TURN,
            id,
            now,
            job.flow(),
            job.conversation(),
            id,
            id,
            id,
            job.flow(),
            job.conversation());
    return claim.run(jdbc) == 1 ? Optional.of(session(job)) : Optional.empty();
  }

  private Turn session(Job job) {
    return jdbc.queryForObject(
        "select session_id, account, model from conversation where flow = ? and conversation = ?",
        (row, n) -> {
          String session = row.getString("session_id");
          boolean same =
              job.account().equals(row.getString("account"))
                  && job.model().equals(row.getString("model"));
          return new Turn(same ? session : null, session != null && !same);
        },
        job.flow(),
        job.conversation());
  }

  /**
   * The name of the conversation whose turn was answered by a delivery; empty if there is none, or
   * if the turn came from another source or caller.
   */
  public Optional<String> answeredBy(String deliveryId, String source, String caller) {
    return Sql.of(ANSWERED_BY, deliveryId, source, caller)
        .first(jdbc, (row, n) -> row.getString(1));
  }

  /**
   * Makes the next turn due if no job has the turn. Called after a turn was postponed, because the
   * earlier turn may have ended just before.
   */
  public void wakeNextIfFree(Job job) {
    Integer busy =
        jdbc.queryForObject(
            "select count(*) from conversation c join turn t on t.flow = c.flow and"
                + " t.conversation = c.conversation and t.job_id = c.turn"
                + " where c.flow = ? and c.conversation = ?",
            Integer.class,
            job.flow(),
            job.conversation());
    if (busy == 0) {
      Instant now = clock.instant();
      TurnQueue.wakeNext(job, now).run(jdbc);
      signal.signal(WorkSignal.queue(Stage.TURN, job.account()), now);
    }
  }
}
