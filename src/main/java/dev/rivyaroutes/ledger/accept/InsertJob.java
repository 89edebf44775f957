package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.job.ReturnAddress;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.TurnQueue;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds the write that inserts a job with its content, references and first event. */
final class InsertJob {

  private static final String INSERT =
      "insert into job (id, flow, source_key, source_name, source, caller, account, model, state,"
          + " stage, due_at, version, claims, attempts, estimated_credits, open_deliveries, trouble,"
          + " code, cause, created_at, updated_at, finished_at, kind, conversation, flow_version) select ?, ?,"
          + " ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?,"
          + " ?, ?, ?, ?, ?, ?, ?, ? where "
          + absent("job")
          + " and "
          + absent("job")
          + " and "
          + absent("past_job")
          + " and "
          + absent("past_job");

  private static final String INSERT_KEYED =
      INSERT
          + " and not exists (select 1 from keyed_request where flow = ? and request_key = ?"
          + " and fingerprint <> ?)";

  /** If another request takes the key at the same time, the primary key refuses one of them. */
  private static final String KEY =
      "insert into keyed_request (flow, request_key, fingerprint) select ?, ?, ?"
          + " where not exists (select 1 from keyed_request where flow = ?"
          + " and request_key = ? and fingerprint = ?)";

  private static final String CONTENT =
      "insert into job_content (job_id, source_id, prompt, params, client_request_id,"
          + " idempotency_key, conversation_name, return_address, omitted_text, brief)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Outbox outbox;

  InsertJob(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Inserts an accepted job, or a failed one if there is a refusal. */
  Write write(String id, NewJob job, Cause refusal, Instant now) {
    boolean accepted = refusal == null;
    BriefId brief = job.brief();
    List<Sql> followUps = new ArrayList<>();
    followUps.add(
        Sql.of(
            CONTENT,
            id,
            brief.storedText(),
            job.prompt(),
            job.params() == null ? "{}" : job.params(),
            job.clientRequestId(),
            id,
            job.conversation() == null ? null : job.conversation().text(),
            ReturnAddress.toColumn(job.returnAddress()),
            Lengths.truncate(job.input().omittedText(), Lengths.OMITTED_TEXT),
            job.input().brief()));
    job.references()
        .forEach(file -> followUps.add(JobRows.insertFile(id, JobRows.REFERENCE, file)));
    followUps.add(
        Timeline.event(
            id, now, accepted ? "accepted" : "failed", 0, refusal, "accepted from " + from(job)));
    if (job.fingerprint() != null) {
      List<Object> request = request(job);
      List<Object> twice = new ArrayList<>(request);
      twice.addAll(request);
      followUps.add(new Sql(KEY, twice));
    }
    String conversation = job.conversation() == null ? null : job.conversation().key(brief);
    List<Write.Wake> wakes = new ArrayList<>();
    int deliveries = 0;
    if (accepted) {
      wakes.add(new Write.Wake(WorkSignal.queue(job.kind().first(), job.account()), now));
      if (conversation != null) {
        followUps.add(TurnQueue.add(job.flow(), conversation, id));
      }
    } else {
      deliveries = outbox.addDeliveries(id, job.target(), false, now, followUps, wakes);
    }
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                id,
                job.flow(),
                brief.key(),
                job.sourceName(),
                Lengths.truncateStart(brief.source(), Lengths.SOURCE),
                Lengths.truncateStart(brief.caller(), Lengths.CALLER),
                job.account(),
                job.model(),
                accepted ? JobState.ACCEPTED.column() : JobState.FAILED.column(),
                accepted ? job.kind().first().column() : null,
                now,
                job.estimatedCredits(),
                deliveries,
                accepted ? null : refusal.trouble().word(),
                accepted ? null : refusal.code(),
                accepted ? null : refusal.text(),
                now,
                now,
                accepted ? null : now,
                job.kind().column(),
                conversation,
                job.target().version()));
    for (String key : List.of(brief.key(), brief.legacyKey())) {
      values.addAll(List.of(job.flow(), key));
    }
    for (String key : List.of(brief.key(), brief.legacyKey())) {
      values.addAll(List.of(job.flow(), SourceKey.packed(key)));
    }
    if (job.fingerprint() != null) {
      values.addAll(request(job));
    }
    Sql guard = new Sql(job.fingerprint() == null ? INSERT : INSERT_KEYED, values);
    // Turns of a conversation share a row key, so that they are committed in order of arrival.
    return new Write(conversation == null ? brief.key() : conversation, guard, followUps, wakes)
        .measuredBy(meters -> measure(meters, job.flow(), accepted));
  }

  private static void measure(LedgerMeters meters, String flow, boolean accepted) {
    meters.accepted(flow);
    if (!accepted) {
      meters.ended(flow, JobState.FAILED.column());
    }
  }

  private static List<Object> request(NewJob job) {
    return List.of(
        job.flow(),
        SourceKey.packed(job.brief().requestKey()),
        SourceKey.packed(job.fingerprint()));
  }

  private static String from(NewJob job) {
    return job.brief().source().isEmpty()
        ? job.sourceName()
        : "%s; submitted by %s (%s)"
            .formatted(
                job.sourceName(),
                Lengths.truncateStart(job.brief().caller(), Lengths.CALLER),
                Lengths.truncateStart(job.brief().source(), Lengths.SOURCE));
  }

  static String absent(String table) {
    return "not exists (select 1 from " + table + " where flow = ? and source_key = ?)";
  }
}
