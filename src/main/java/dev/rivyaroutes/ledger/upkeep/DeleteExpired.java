package dev.rivyaroutes.ledger.upkeep;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.SourceKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what has rested for long, in small transactions that wait for nobody. Of a deleted job
 * its key stays, so that the same brief is never accepted, and paid for, again. What is not done,
 * or not delivered, is never deleted. Any number of processes may do this at once.
 */
@Component
public final class DeleteExpired {

  private static final int BATCH = 200;

  /** An id tells when its job arrived: younger jobs need not be looked at. */
  private static final String ENDED =
      "select id, flow, source_key, state from job where id in"
          + " (select id from job where id > ? and id < ? and updated_at < ? and "
          + JobRows.ENDED
          + " order by id fetch first ? rows only)"
          + " and updated_at < ? and "
          + JobRows.ENDED
          + " order by id for update skip locked";

  /** A brief can be known as another job's reference already. */
  private static final String PAST =
      "insert into past_job (flow, source_key, job_id, state)"
          + " select ?, cast(? as bytea), cast(? as varchar(26)), cast(? as varchar(20))"
          + " where not exists (select 1 from past_job where flow = ? and source_key = ?)";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public DeleteExpired(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  private record Ended(String id, String flow, String key, String state) {}

  /**
   * Deletes a batch of jobs that ended, and were last touched, before then.
   *
   * @param after the id that the batch before has returned; empty for the first batch
   * @return the last id of the batch; empty when there was nothing more
   */
  public Optional<String> deleteJobs(String after, Instant before) {
    return transaction.execute(status -> jobsInTransaction(after, before));
  }

  private Optional<String> jobsInTransaction(String after, Instant before) {
    Object at = before.atOffset(ZoneOffset.UTC);
    List<Ended> ended =
        jdbc.query(
            ENDED,
            (row, n) ->
                new Ended(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
            after,
            Ulid.min(before.toEpochMilli()).toString(),
            at,
            BATCH,
            at);
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    jdbc.batchUpdate(
        PAST,
        ended.stream()
            .map(
                job -> {
                  byte[] key = SourceKey.packed(job.key());
                  return new Object[] {job.flow(), key, job.id(), job.state(), job.flow(), key};
                })
            .toList());
    jdbc.update(
        "delete from job where id = any(?)", JobRows.array(ended.stream().map(Ended::id).toList()));
    return Optional.of(ended.get(ended.size() - 1).id());
  }

  /** Deletes a batch of uploads that were made before then, and returns how many. */
  public int deleteUploads(Instant before) {
    return batch(
        "delete from upload where uploaded_at < ? and (account, sha256) in (select account, sha256"
            + " from upload where uploaded_at < ? order by uploaded_at fetch first ? rows only)",
        before);
  }

  /** Deletes a batch of idempotent keys that were confirmed, or given up, before then. */
  public int deleteKeys(Instant before) {
    return batch(
        "delete from idempotent_key where due_at < ? and (repository, key_hash) in"
            + " (select repository, key_hash from idempotent_key"
            + " where due_at < ? order by due_at fetch first ? rows only)",
        before);
  }

  /** Deletes a batch of balances that were read before then. */
  public int deleteBalances(Instant before) {
    return batch(
        "delete from balance where at < ? and (account, at) in (select account, at from balance"
            + " where at < ? order by at fetch first ? rows only)",
        before);
  }

  /** Deletes the alerts that were told before then. */
  public void deleteAlerts(Instant before) {
    jdbc.update("delete from credit_alert where at < ?", before.atOffset(ZoneOffset.UTC));
  }

  /** Deletes a batch of events that came before then. */
  public int deleteEvents(Instant before) {
    return batch(
        "delete from event where received_at < ? and (account, event_id) in"
            + " (select account, event_id from event"
            + " where received_at < ? order by received_at fetch first ? rows only)",
        before);
  }

  /** Deletes a batch of conversations that have rested since before then, and returns how many. */
  public int deleteConversations(Instant before) {
    return batch(
        "delete from conversation where updated_at < ? and turn is null and (flow, conversation) in"
            + " (select flow, conversation from conversation where updated_at < ? and turn is null"
            + " order by updated_at fetch first ? rows only)",
        before);
  }

  private int batch(String delete, Instant before) {
    Object at = before.atOffset(ZoneOffset.UTC);
    return jdbc.update(delete, at, at, BATCH);
  }
}
