package dev.rivyaroutes.ledger.upkeep;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.SourceKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what has exceeded its retention, in small transactions that skip locked rows; several
 * processes may do so at once. The key of a deleted job stays, so that its brief is never accepted
 * and paid for again. Jobs that have not ended or are not delivered are never deleted.
 */
@Component
public final class DeleteExpired {

  private static final int BATCH = 200;

  /** An id contains the time of arrival, so that newer jobs are not read. */
  private static final String ENDED =
      "select id, flow, source_key, state from job where id in"
          + " (select id from job where id > ? and id < ? and updated_at < ? and "
          + JobRows.ENDED
          + " order by id limit ?)"
          + " and updated_at < ? and "
          + JobRows.ENDED
          + " order by id for update skip locked";

  /** A brief may already be recorded as a reference of another job. */
  private static final String PAST =
      "insert into past_job (flow, source_key, job_id, state)"
          + " select ?, ?, ?, ?"
          + " where not exists (select 1 from past_job where flow = ? and source_key = ?)";

  private static final String AT_REST = "updated_at < ? and state not in ('planning', 'running')";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public DeleteExpired(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  private record Ended(String id, String flow, String key, String state) {}

  /**
   * Deletes a batch of jobs that ended and were last updated before then.
   *
   * @param after the result of the batch before; an empty text for the first batch
   * @return the last id of the batch; empty if nothing was left
   */
  public Optional<String> deleteJobs(String after, Instant before) {
    return transaction.execute(status -> jobsInTransaction(after, before));
  }

  private Optional<String> jobsInTransaction(String after, Instant before) {
    List<Ended> ended =
        Sql.of(ENDED, after, JobRows.firstId(before), before, BATCH, before)
            .query(
                jdbc,
                (row, n) ->
                    new Ended(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
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

  /** Deletes a batch of uploads made before then, and returns how many. */
  public int deleteUploads(Instant before) {
    return deleteBatch("upload", "account, sha256", "uploaded_at", "", before);
  }

  /** Deletes a batch of idempotent keys that were confirmed or abandoned before then. */
  public int deleteKeys(Instant before) {
    return deleteBatch("idempotent_key", "repository, key_hash", "due_at", "", before);
  }

  public int deleteBalances(Instant before) {
    return deleteBatch("balance", "account, at", "at", "", before);
  }

  public void deleteAlerts(Instant before) {
    Sql.of("delete from credit_alert where at < ?", before).run(jdbc);
  }

  public int deleteEvents(Instant before) {
    return deleteBatch("event", "account, event_id", "received_at", "", before);
  }

  /** Deletes a batch of the counted messages of senders that arrived before then. */
  public int deleteSenderMessages(Instant before) {
    return deleteBatch("sender_message", "message_key", "at", "", before);
  }

  /** Deletes a batch of messages that were quarantined, ordered and taken before then. */
  public int deleteQuarantined(Instant before) {
    return deleteBatch("quarantine", "id", "due_at", "", before);
  }

  /** Deletes a batch of conversations without a turn since then, and returns how many. */
  public int deleteConversations(Instant before) {
    return deleteBatch(
        "conversation", "flow, conversation", "updated_at", " and turn is null", before);
  }

  /** Deletes a batch of the orders that were given before then, and returns how many. */
  public int deleteAudit(Instant before) {
    return Sql.of(
            "delete from audit where id in (select id from audit where id < ? order by id limit ?)",
            JobRows.firstId(before),
            BATCH)
        .run(jdbc);
  }

  /** Deletes a batch of the jobs of bulk orders that changed before then, and returns how many. */
  public int deleteBulkItems(Instant before) {
    return Sql.of(
            "delete from bulk_item where (bulk_id, job_id) in (select bulk_id, job_id from bulk_item"
                + " where bulk_id in (select id from bulk_order where "
                + AT_REST
                + ") limit ?)",
            before,
            BATCH)
        .run(jdbc);
  }

  /** Deletes the bulk orders that changed before then and have no jobs any more. */
  public void deleteBulkOrders(Instant before) {
    Sql.of(
            "delete from bulk_order where "
                + AT_REST
                + " and not exists (select 1 from bulk_item where bulk_id = bulk_order.id)",
            before)
        .run(jdbc);
  }

  /** The condition is repeated because a row may change before it is deleted. */
  private int deleteBatch(String table, String key, String at, String more, Instant before) {
    String old = at + " < ?" + more;
    return Sql.of(
            "delete from %1$s where %4$s and (%2$s) in (select %2$s from %1$s where %4$s order by %3$s limit ?)"
                .formatted(table, key, at, old),
            before,
            before,
            BATCH)
        .run(jdbc);
  }

  /**
   * Returns those of these blobs whose jobs have not ended, are not delivered, or were last updated
   * after then, or that are the bytes of a quarantined message.
   */
  public Set<String> findNeededMedia(Collection<String> sha256s, Instant endedBefore) {
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
