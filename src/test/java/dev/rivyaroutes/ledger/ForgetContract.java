package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static dev.rivyaroutes.ledger.LedgerWorld.brief;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.uploads.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

interface ForgetContract extends OnLedger {

  Duration KEEP = Duration.ofDays(90);

  private Job done(String sourceId) {
    Job job = ledger().fetching(sourceId);
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    return job;
  }

  private Delivery delivery(String sink) {
    return ledger().one.deliveries.claim(FLOW, sink, 1).get(0);
  }

  private List<String> forgotten(Replica replica) {
    Instant before = ledger().clock.instant().minus(KEEP);
    List<String> ends = new ArrayList<>();
    Optional<String> last = replica.forget.deleteJobs("", before);
    while (last.isPresent()) {
      ends.add(last.get());
      last = replica.forget.deleteJobs(last.get(), before);
    }
    return ends;
  }

  @Test
  default void neverAcceptsABriefAgainWhoseJobIsDeleted() {
    Job job = done("s3://in/a#etag");
    ledger().clock.forward(KEEP.plusSeconds(1));

    assertThat(forgotten(ledger().one)).containsExactly(job.id());

    for (String table : List.of("job", "job_content", "job_file", "job_event", "delivery")) {
      assertThat(ledger().count(table)).as(table).isZero();
    }
    assertThat(
            ledger().two.accept.accept(List.of(brief("s3://in/a#etag"), brief("s3://in/b#etag"))))
        .extracting(AcceptResult::jobId, AcceptResult::duplicate, AcceptResult::state)
        .first()
        .isEqualTo(tuple(job.id(), true, JobState.DONE));
    assertThat(ledger().count("job")).isOne();
    assertThat(
            ledger()
                .one
                .accept
                .findKnown(FLOW, List.of(BriefId.of("s3://in/a#etag"), BriefId.of("s3://in/c"))))
        .containsExactly(BriefId.of("s3://in/a#etag"));
    assertThat(ledger().one.accept.findKnown("other", List.of(BriefId.of("s3://in/a#etag"))))
        .isEmpty();
    Cause late = Cause.of(Trouble.BRIEF, "late");
    assertThat(ledger().one.accept.refuse(brief("s3://in/a#etag"), late).duplicate()).isTrue();
  }

  @Test
  default void recognisesAReferenceWhenTheJobOfItsDocumentIsDeleted() {
    BriefId photo = new BriefId("s3", "bucket", "bucket/in/cat.png|etag", 0, "");
    BriefId other = new BriefId("s3", "bucket", "bucket/in/dog.png|etag", 0, "");
    Job document = done("s3://in/cat.json#etag");
    ledger().one.accept.recordReference(FLOW, photo, document.id());
    ledger().two.accept.recordReference(FLOW, photo, document.id());
    assertThat(ledger().two.accept.findKnown(FLOW, List.of(photo, other))).containsExactly(photo);
    ledger().clock.forward(KEEP.plusSeconds(1));

    assertThat(forgotten(ledger().one)).containsExactly(document.id());

    assertThat(ledger().two.accept.findKnown(FLOW, List.of(photo, other))).containsExactly(photo);
    assertThat(ledger().one.accept.accept(List.of(brief("photo").withBrief(photo))).get(0))
        .extracting(AcceptResult::jobId, AcceptResult::duplicate)
        .containsExactly(document.id(), true);
    assertThat(ledger().count("job")).isZero();
  }

  @Test
  default void deletesAJobWhoseBriefIsKnownAsAReferenceToo() {
    Job document = done("document");
    Job photo = done("photo");
    ledger().one.accept.recordReference(FLOW, BriefId.of("photo"), document.id());
    assertThat(ledger().count("past_job")).isZero();
    // Another replica has seen the document in the instant in which the job was accepted.
    ledger()
        .jdbc
        .update(
            "insert into past_job (flow, source_key, job_id, state) values (?, ?, ?, 'done')",
            FLOW,
            SourceKey.packed(BriefId.of("photo").key()),
            document.id());
    ledger().clock.forward(KEEP.plusSeconds(1));

    assertThat(forgotten(ledger().one)).containsExactly(photo.id());

    assertThat(ledger().count("job")).isZero();
    assertThat(ledger().count("past_job")).isEqualTo(2);
  }

  @Test
  default void deletesOnlyWhatHasEndedAndIsDeliveredAndOld() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    Job delivered = done("delivered");
    ledger().one.delivery.recordDelivered(delivery("a"), "here");
    Job failed = ledger().submitting("failed");
    ledger().one.progress.recordFailed(failed, Cause.of(Trouble.PERMANENT, "no"), null);
    ledger().one.delivery.recordDelivered(delivery("a"), "here");
    done("undelivered");
    ledger().one.delivery.markDead(delivery("a"), Cause.of(Trouble.PERMANENT, "gone"));
    Job silent = ledger().submitting("failed, not reported");
    ledger().one.progress.recordFailed(silent, Cause.of(Trouble.PERMANENT, "no"), null);
    ledger().submitting("submitting");
    Job parked = ledger().submitting("parked");
    Cause cause = Cause.of(Trouble.UNKNOWN, "unknown");
    ledger().one.progress.park(parked, null, cause, ledger().clock.instant(), null);
    ledger().clock.forward(KEEP.minusDays(1));
    ledger().jdbc.update("update job set updated_at = created_at");
    Delivery undelivered = delivery("a");
    done("young");
    ledger().one.delivery.recordDelivered(delivery("a"), "here");
    assertThat(undelivered.job().id()).isEqualTo(silent.id());
    ledger().clock.forward(Duration.ofDays(1).plusSeconds(1));

    forgotten(ledger().one);

    assertThat(ledger().jdbc.queryForList("select job_id from past_job", String.class))
        .containsExactlyInAnyOrder(delivered.id(), failed.id());
    assertThat(ledger().count("job")).isEqualTo(5);
  }

  @Test
  default void deletesInSmallBatchesFromTwoReplicasAtOnce() {
    List<NewJob> briefs = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      briefs.add(brief("brief-" + i));
    }
    ledger().one.accept.accept(briefs);
    ledger().jdbc.update("update job set state = 'done', stage = null");
    ledger().clock.forward(KEEP.plusSeconds(1));

    LedgerWorld.atOnce(List.of(() -> forgotten(ledger().one), () -> forgotten(ledger().two)));

    forgotten(ledger().one);
    assertThat(ledger().count("job")).isZero();
    assertThat(ledger().count("past_job")).isEqualTo(450);
  }

  @Test
  default void needsMediaUntilItsJobsHaveEndedForLong() {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    JobFile reference = new JobFile(1, "r.png", "image/png", "image", 1, "b".repeat(64), null);
    ledger().one.accept.accept(List.of(brief("waits", List.of(reference))));
    done("dead");
    ledger().one.delivery.markDead(delivery("a"), Cause.of(Trouble.PERMANENT, "gone"));
    List<String> asked = List.of(RESULT.sha256(), reference.sha256(), "c".repeat(64));
    ledger().clock.forward(Duration.ofDays(300));
    Instant now = ledger().clock.instant();

    assertThat(ledger().one.forget.findNeededMedia(asked, now))
        .containsExactlyInAnyOrder(RESULT.sha256(), reference.sha256());
    ledger()
        .jdbc
        .update(
            "update job set state = 'done', open_deliveries = 0, updated_at = ?",
            now.atOffset(ZoneOffset.UTC));
    assertThat(ledger().one.forget.findNeededMedia(asked, now)).hasSize(2);
    assertThat(ledger().one.forget.findNeededMedia(asked, now.plusMillis(1))).isEmpty();
  }

  @Test
  default void deletesOldUploadsAndKeysAndKeepsWhatWorks() {
    var keys = ledger().one.keys.apply("r");
    keys.add("confirmed");
    keys.confirm("confirmed");
    Job job = ledger().submitting("uploads");
    ledger().one.uploads.record(job, "a".repeat(64), new Uploads.Upload("f", "u", null));
    ledger().clock.forward(KEEP.plusSeconds(1));
    Instant before = ledger().clock.instant().minus(KEEP);
    keys.add("claimed");
    ledger().one.uploads.record(job, "b".repeat(64), new Uploads.Upload("f", "u", null));

    assertThat(ledger().one.forget.deleteKeys(before)).isOne();
    assertThat(ledger().one.forget.deleteUploads(before)).isOne();
    assertThat(keys.contains("claimed")).isTrue();
    assertThat(keys.contains("confirmed")).isFalse();
    assertThat(ledger().count("upload")).isOne();
  }
}
