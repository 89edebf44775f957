package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.orders.OrderKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Carries out the next batch of a claimed bulk order, or pauses it if too many jobs fail. */
final class RunBulkOrder {

  private static final Logger LOG = LoggerFactory.getLogger(RunBulkOrder.class);
  private static final long BATCH = 100;

  /** Fewer jobs say nothing about the share of those that fail. */
  private static final long FEWEST = 10;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final JudgeOpenJobs judge;
  private final OrderBatch batch;
  private final BulkProperties settings;
  private final Clock clock;

  RunBulkOrder(
      GroupCommit commit,
      JdbcTemplate jdbc,
      OrderBatch batch,
      BulkProperties settings,
      Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.judge = new JudgeOpenJobs(commit, jdbc);
    this.batch = batch;
    this.settings = settings;
    this.clock = clock;
  }

  /** Orders a batch and releases the claim. */
  void step(BulkOrder bulk, Predicate<String> kept) {
    BulkProgress before =
        bulk.row().interrupted() ? CountItems.count(jdbc, bulk.id()) : bulk.progress();
    JudgeOpenJobs.Ended ended = judge.judge(bulk);
    BulkProgress judged =
        new BulkProgress(
            before.waiting(),
            before.open() - ended.succeeded() - ended.failed(),
            before.succeeded() + ended.succeeded(),
            before.failed() + ended.failed(),
            before.skipped());
    String pause = whyPause(bulk, judged);
    if (bulk.state() != BulkState.RUNNING || pause != null) {
      release(bulk, judged, pause, LOOK_AGAIN);
      return;
    }
    long most = mayOrder(bulk, judged);
    BulkProgress after = most > 0 ? order(bulk, judged, most, kept) : judged;
    boolean more = after.waiting() < judged.waiting() && mayOrder(bulk, after) > 0;
    release(bulk, after, null, more ? Duration.ZERO : LOOK_AGAIN);
  }

  private BulkProgress order(BulkOrder bulk, BulkProgress now, long most, Predicate<String> kept) {
    OrderBatch.Ordered ordered = batch.order(bulk, most, kept);
    Map<String, Long> skipped = new TreeMap<>(now.skipped());
    ordered.skipped().forEach((reason, jobs) -> skipped.merge(reason, jobs, Long::sum));
    long left = ordered.skipped().values().stream().mapToLong(Long::longValue).sum();
    boolean ends = bulk.request().kind() == OrderKind.CANCEL;
    return new BulkProgress(
        now.waiting() - ordered.jobs() - left,
        now.open() + (ends ? 0 : ordered.jobs()),
        now.succeeded() + (ends ? ordered.jobs() : 0),
        now.failed(),
        skipped);
  }

  private static boolean isTrying(BulkOrder bulk, BulkProgress now) {
    return !bulk.row().tried() && now.succeeded() < bulk.request().first();
  }

  /** How many jobs may be ordered in the next batch. */
  private long mayOrder(BulkOrder bulk, BulkProgress now) {
    long most =
        isTrying(bulk, now)
            ? bulk.request().first() - now.open() - now.ended()
            : settings.openJobs() - now.open();
    return Math.min(Math.min(most, BATCH), now.waiting());
  }

  /** Null if it goes on. */
  private static String whyPause(BulkOrder bulk, BulkProgress now) {
    long failed = now.failed() - bulk.row().failedBefore();
    long ended = now.ended() - bulk.row().endedBefore();
    if (failed > 0 && isTrying(bulk, now)) {
      return "Paused, because %d of its first %d jobs failed. Look at them, then resume or end it."
          .formatted(failed, bulk.request().first());
    }
    int limit = bulk.request().stopAbove();
    return ended >= FEWEST && failed * 100 > limit * ended
        ? "Paused, because %d of %d jobs failed, which is more than %d %%. Look at them, then resume or end it."
            .formatted(failed, ended, limit)
        : null;
  }

  /** A person's order about it may have come meanwhile, and stays. */
  private void release(BulkOrder bulk, BulkProgress now, String pause, Duration wait) {
    boolean finished = now.waiting() == 0 && now.open() == 0;
    BulkState next =
        finished ? BulkState.FINISHED : pause == null ? BulkState.RUNNING : BulkState.PAUSED;
    String cause = next == BulkState.PAUSED ? pause : null;
    Instant time = clock.instant();
    Sql guard =
        Sql.of(
            "update bulk_order set waiting = ?, open = ?, succeeded = ?, failed = ?, skipped = ?,"
                + " cause = case when state = 'running' then ? else cause end,"
                + " state = case when state = 'running' then ? else state end, tried = (tried or ?),"
                + " owner = null, due_at = ?, version = version + 1,"
                + " updated_at = case when ? then ? else updated_at end"
                + " where id = ? and version = ?",
            now.waiting(),
            now.open(),
            now.succeeded(),
            now.failed(),
            BulkRows.json(now.skipped()),
            cause,
            next.column(),
            !isTrying(bulk, now),
            time.plus(wait),
            !now.equals(bulk.progress()) || next != bulk.state(),
            time,
            bulk.id(),
            bulk.row().version());
    boolean released = commit.write(new Write(bulk.id(), guard));
    if (released && bulk.state() == BulkState.RUNNING && next != BulkState.RUNNING) {
      String name = bulk.request().name();
      LOG.info("Bulk order {}: {}", name, cause == null ? "finished" : cause);
    }
  }
}
