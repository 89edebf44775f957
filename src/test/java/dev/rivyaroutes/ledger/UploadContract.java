package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import dev.rivyaroutes.ledger.uploads.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface UploadContract extends OnLedger {

  String BYTES = "b".repeat(64);
  Duration AGE = Duration.ofDays(1);
  Uploads.Upload FIRST = new Uploads.Upload("f1", "https://x.test/1", null);
  Uploads.Upload SECOND = new Uploads.Upload("f2", "https://x.test/2", "token");

  @Test
  default void reusesAnUploadUntilItIsTooOldOrForgotten() {
    Job job = withBytes(1).get(0);
    ledger().one.uploads.record(job, BYTES, FIRST);
    ledger().two.uploads.record(job, BYTES, SECOND);
    assertThat(ledger().one.uploads.find(ACCOUNT, BYTES, AGE)).contains(SECOND);
    assertThat(ledger().one.uploads.find("other", BYTES, AGE)).isEmpty();
    ledger().one.uploads.delete(ACCOUNT, BYTES, FIRST.fileId());
    assertThat(ledger().one.uploads.find(ACCOUNT, BYTES, AGE)).contains(SECOND);
    ledger().one.uploads.delete(ACCOUNT, BYTES, SECOND.fileId());
    assertThat(ledger().one.uploads.find(ACCOUNT, BYTES, AGE)).isEmpty();
    ledger().one.uploads.record(job, BYTES, SECOND);
    ledger().clock.forward(AGE);
    assertThat(ledger().one.uploads.find(ACCOUNT, BYTES, AGE)).isEmpty();
  }

  @Test
  default void hasOneOfManyJobsUploadTheSameBytes() {
    List<Job> jobs = withBytes(8);
    List<Callable<Optional<Instant>>> claims =
        IntStream.range(0, jobs.size())
            .<Callable<Optional<Instant>>>mapToObj(
                i ->
                    () ->
                        (i % 2 == 0 ? ledger().one : ledger().two)
                            .uploadClaims.claim(jobs.get(i), BYTES))
            .toList();

    assertThat(LedgerWorld.atOnce(claims)).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(ledger().count("upload_claim")).isEqualTo(1);
  }

  @Test
  default void letsAllGoOnWhenTheUploadIsThere() {
    List<Job> jobs = withBytes(3);
    ledger().one.uploadClaims.claim(jobs.get(0), BYTES);
    assertThat(ledger().one.uploadClaims.claim(jobs.get(0), BYTES)).isEmpty();
    waits(jobs.get(1));
    waits(jobs.get(2));
    assertThat(due()).isEmpty();

    ledger().one.uploads.record(jobs.get(0), BYTES, FIRST);

    assertThat(due()).containsExactlyInAnyOrder(jobs.get(1).id(), jobs.get(2).id());
    assertThat(ledger().count("upload_claim")).isZero();
  }

  @Test
  default void letsOneTryNextWhenTheUploadFailed() {
    List<Job> jobs = withBytes(3);
    ledger().one.uploadClaims.claim(jobs.get(0), BYTES);
    waits(jobs.get(1));
    waits(jobs.get(2));

    ledger().one.uploadClaims.release(jobs.get(0));

    assertThat(due()).containsExactly(first(jobs.get(1), jobs.get(2)));
    assertThat(ledger().count("upload_claim")).isZero();
  }

  @Test
  default void takesOverFromAProcessThatDied() {
    List<Job> jobs = withBytes(2);
    ledger().one.uploadClaims.claim(jobs.get(0), BYTES);
    Instant until = ledger().two.uploadClaims.claim(jobs.get(1), BYTES).orElseThrow();
    assertThat(until).isEqualTo(ledger().clock.instant().plus(Replica.LEASE));

    ledger().leaseEnds();
    Job next = ledger().claimed(ledger().two, Stage.SUBMIT, jobs.get(1).id());

    assertThat(ledger().two.uploadClaims.claim(next, BYTES)).isEmpty();
    ledger().one.uploadClaims.release(jobs.get(0));
    assertThat(ledger().count("upload_claim")).isEqualTo(1);
  }

  @Test
  default void letsAJobGoOnThatWasParkedAfterTheUpload() {
    List<Job> jobs = withBytes(2);
    ledger().one.uploadClaims.claim(jobs.get(0), BYTES);
    Instant until = ledger().two.uploadClaims.claim(jobs.get(1), BYTES).orElseThrow();
    ledger().one.uploads.record(jobs.get(0), BYTES, FIRST);
    Cause cause = new Cause(Trouble.TRANSIENT, UploadClaims.CODE, "waits", null);
    ledger().one.progress.park(jobs.get(1), Stage.SUBMIT, cause, until, null);
    assertThat(due()).isEmpty();

    ledger().two.uploadClaims.wakeIfFree(jobs.get(1), BYTES);

    assertThat(due()).containsExactly(jobs.get(1).id());
  }

  private void waits(Job job) {
    Instant until = ledger().two.uploadClaims.claim(job, BYTES).orElseThrow();
    Cause cause = new Cause(Trouble.TRANSIENT, UploadClaims.CODE, "waits", null);
    ledger().one.progress.park(job, Stage.SUBMIT, cause, until, null);
    ledger().two.uploadClaims.wakeIfFree(job, BYTES);
  }

  /** The jobs that wait and are due. */
  private List<String> due() {
    return ledger()
        .jdbc
        .queryForList(
            "select id from job where state = 'parked' and due_at <= ? order by id",
            String.class,
            ledger().clock.instant().atOffset(ZoneOffset.UTC));
  }

  private static String first(Job one, Job other) {
    return Stream.of(one.id(), other.id()).sorted().findFirst().orElseThrow();
  }

  /** Jobs with the same reference that the first replica has claimed for their submission. */
  private List<Job> withBytes(int count) {
    JobFile file = new JobFile(1, "cat.png", "image/png", "image", 9, BYTES, null);
    List<NewJob> briefs =
        IntStream.range(0, count)
            .mapToObj(i -> LedgerWorld.brief("bytes-" + i, List.of(file)))
            .toList();
    ledger().one.accept.accept(briefs);
    return ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, count);
  }
}
