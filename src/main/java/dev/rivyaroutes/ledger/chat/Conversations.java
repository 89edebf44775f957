package dev.rivyaroutes.ledger.chat;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.TurnQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Whose turn it is in a conversation: one turn at a time, in the order of acceptance, over all
 * replicas. A turn that was taken stays taken, over the end of a process too, until its job ends.
 */
@Component
public final class Conversations {

  private static final String INSERT =
      "insert into conversation (flow, conversation, updated_at) select ?, cast(? as char(64)), ?"
          + " where not exists (select 1 from conversation where flow = ? and conversation = ?)";

  /**
   * Who has the turn keeps it, even where an earlier job has come back into the line. A turn whose
   * job has ended holds up nobody, whoever wrote it last.
   */
  private static final String TAKE =
      "update conversation set turn = ?, updated_at = ? where flow = ? and conversation = ?"
          + " and exists (select 1 from turn t where t.flow = conversation.flow and t.conversation ="
          + " conversation.conversation and t.job_id = ?)"
          + " and (turn = ? or ((turn is null or not exists (select 1 from turn t where t.flow ="
          + " conversation.flow and t.conversation = conversation.conversation and t.job_id ="
          + " conversation.turn)) and ? = "
          + TurnQueue.FIRST
          + "))";

  private final JdbcTemplate jdbc;
  private final WorkSignal signal;
  private final Clock clock;

  public Conversations(JdbcTemplate jdbc, WorkSignal signal, Clock clock) {
    this.jdbc = jdbc;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * A conversation whose turn is taken.
   *
   * @param session Rivya's session to go on in; null for a new one
   * @param changed whether there is a session, but of another account or model
   */
  public record Turn(String session, boolean changed) {}

  /** Takes the turn for a claimed job; empty while an earlier turn has not ended. */
  public Optional<Turn> claimTurn(Job job) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    try {
      jdbc.update(INSERT, job.flow(), job.conversation(), now, job.flow(), job.conversation());
    } catch (DuplicateKeyException e) {
      // Another process has just begun it.
    }
    String id = job.id();
    int taken =
        jdbc.update(
            TAKE,
            id,
            now,
            job.flow(),
            job.conversation(),
            id,
            id,
            id,
            job.flow(),
            job.conversation());
    return taken == 1 ? Optional.of(session(job)) : Optional.empty();
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
   * Called after a turn was put back: makes the next in line due when nobody has the turn any more,
   * since the end of the earlier turn may have looked for it too soon.
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
      OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
      Sql wake = TurnQueue.wakeNext(job, now);
      jdbc.update(wake.text(), at, job.flow(), job.conversation(), at);
      signal.signal(WorkSignal.queue(Stage.TURN, job.account()), now);
    }
  }
}
