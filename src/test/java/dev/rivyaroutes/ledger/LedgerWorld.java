package dev.rivyaroutes.ledger;

import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two replicas on one database, at a time that stands still, with one flow and its sinks. */
public final class LedgerWorld implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  public static final String FLOW = "photos";
  static final String ACCOUNT = "shop";
  static final JobFile RESULT =
      new JobFile(1, "cat-1.png", "image/png", "image", 11, "a".repeat(64), null);

  private static final List<String> TABLES =
      List.of(
          "turn",
          "conversation",
          "upload_claim",
          "catalogue",
          "paused_model",
          "bulk_item",
          "bulk_order",
          "delivery",
          "job_event",
          "job_file",
          "job_content",
          "job",
          "past_job",
          "keyed_request",
          "upload",
          "event",
          "account",
          "webhook_endpoint",
          "webhook_secret",
          "idempotent_key",
          "source",
          "quarantine",
          "spend",
          "budget",
          "credit_alert",
          "balance",
          "source_position",
          "flow_version");

  public final SettableClock clock = new SettableClock(START);
  public final Sinks sinks = new Sinks();
  public final DataSource database;
  private TestLedger own;
  public final JdbcTemplate jdbc;
  public final Replica one;
  public final Replica two;

  LedgerWorld(DataSource database) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    sinks.declare(FLOW);
    sinks.markComplete();
    TABLES.forEach(table -> jdbc.update("delete from " + table));
    jdbc.update("delete from audit");
    this.one = new Replica("one", database, sinks, clock);
    this.two = new Replica("two", database, sinks, clock);
  }

  /** Two replicas on an embedded ledger, which is closed with them. */
  public static LedgerWorld on(TestLedger own) {
    LedgerWorld world = new LedgerWorld(own);
    world.own = own;
    return world;
  }

  /** A new and empty ledger, with one sink that takes all outcomes. */
  public static LedgerWorld withSink(String sink) {
    LedgerWorld world = on(TestLedger.migrated());
    world.sinks.declare(FLOW, sink, Sinks.On.ALL);
    return world;
  }

  /** Ends a job with a result, so that its deliveries are due. */
  public void deliver(String sourceId) {
    one.progress.recordFetched(fetching(sourceId), List.of(RESULT));
  }

  static NewJob brief(String sourceId) {
    return brief(sourceId, List.of());
  }

  static NewJob brief(String sourceId, List<JobFile> references) {
    return new NewJob(
        FLOW,
        sourceId,
        "in/cat.txt",
        ACCOUNT,
        "nano",
        new JobInput("a cat", "{}", null, references),
        null);
  }

  /** A brief that is expected to cost so much. */
  static NewJob priced(String sourceId, String model, int credits) {
    BigDecimal estimate = credits == 0 ? null : BigDecimal.valueOf(credits);
    return new NewJob(
        FLOW,
        sourceId,
        sourceId,
        ACCOUNT,
        model,
        new JobInput("a cat", "{}", null, List.of()),
        estimate);
  }

  /** A chat turn; null stands for one alone, or of unknown price. */
  static NewJob chat(String sourceId, String conversation, BigDecimal credits) {
    return new NewJob(
        new JobTarget(FLOW, ACCOUNT, "talk", JobKind.CHAT),
        BriefId.of(sourceId),
        sourceId,
        new JobInput("Hi", "{}", null, List.of()),
        credits,
        conversation == null ? null : new ConversationName(conversation, true),
        null,
        Map.of());
  }

  /** A job that the first replica has claimed for its submission. */
  public Job submitting(String sourceId) {
    String id = one.accept.accept(List.of(brief(sourceId))).get(0).jobId();
    return claimed(one, Stage.SUBMIT, id);
  }

  /** A job that the first replica has claimed to fetch its result. */
  public Job fetching(String sourceId) {
    Job job = submitting(sourceId);
    one.progress.recordSubmitted(job, "task-" + job.id(), null, clock.instant());
    one.progress.recordFinished(claimed(one, Stage.POLL, job.id()), "{}", null);
    return claimed(one, Stage.FETCH, job.id());
  }

  Job claimed(Replica replica, Stage stage, String id) {
    return replica.jobs.claim(stage, ACCOUNT, 1000).stream()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  public void leaseEnds() {
    clock.forward(Replica.LEASE.plusSeconds(1));
  }

  public Map<String, Object> row(String jobId) {
    return jdbc.queryForMap("select * from job where id = ?", jobId);
  }

  BigDecimal credits(String jobId, String column) {
    return jdbc.queryForObject(
        "select * from job where id = ?", (row, n) -> Columns.credits(row, column), jobId);
  }

  public String state(String jobId) {
    return (String) row(jobId).get("state");
  }

  public int count(String table) {
    return jdbc.queryForObject("select count(*) from " + table, Integer.class);
  }

  /** Everything that the ledger holds but the audit, to see that nothing was changed. */
  public List<Object> everything() {
    List<Object> all = new ArrayList<>();
    TABLES.forEach(
        table ->
            all.addAll(
                jdbc.query(
                    "select * from " + table + (table.equals("budget") ? "" : " order by 1, 2, 3"),
                    (row, n) -> {
                      List<String> values = new ArrayList<>();
                      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(row.getString(i));
                      }
                      return values;
                    })));
    return all;
  }

  public List<String> timeline(String jobId) {
    return jdbc.queryForList(
        "select state from job_event where job_id = ? order by id", String.class, jobId);
  }

  /** Runs all of them at the same time and returns what each gave. */
  public static <T> List<T> atOnce(List<Callable<T>> calls) {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> future : futures) {
        answers.add(future.get(60, TimeUnit.SECONDS));
      }
      return answers;
    } catch (Exception e) {
      throw new AssertionError("one of the threads failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    one.close();
    two.close();
    if (own != null) {
      own.close();
    }
  }
}
