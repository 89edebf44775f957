package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.ReplayAsNewJob.Replayed;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.PastBrief;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The replay of a brief under another version of its flow. */
interface ReplayAsNewJobContract extends OnLedger {

  Order WITH_REASON = new Order("ops", "a better prompt");

  private Job failedJob(String sourceId) {
    Job job = ledger().submitting(sourceId);
    ledger().one.progress.recordFailed(job, Cause.of(Trouble.PERMANENT, "Rivya refused it."), null);
    return job;
  }

  /** What the other version makes of the brief. */
  private NewJob under(String version) {
    return new NewJob(
        new JobTarget(LedgerWorld.FLOW, LedgerWorld.ACCOUNT, "other", JobKind.GENERATION, version),
        BriefId.of("composed"),
        "in/cat.txt",
        new JobInput("a better cat", "{}", null, List.of()),
        BigDecimal.TEN,
        null,
        null,
        Map.of());
  }

  private PastBrief brief(Replica replica, String job) throws OrderRefused {
    return replica.newJobs.brief(job, WITH_REASON, sha256 -> true);
  }

  private JobDetails details(String job) {
    return new FindJobs(JdbcClient.create(ledger().database))
        .byId(job, Visibility.ALL)
        .orElseThrow();
  }

  @Test
  default void makesANewJobAndLeavesTheFormerAsItIs() throws OrderRefused {
    Job former = failedJob("a");
    Map<String, Object> before =
        ledger().jdbc.queryForMap("select * from job where id = ?", former.id());

    Replayed made =
        ledger().one.newJobs.replay(brief(ledger().one, former.id()), under("V2"), WITH_REASON);

    assertThat(made.again()).isFalse();
    assertThat(ledger().jdbc.queryForMap("select * from job where id = ?", former.id()))
        .isEqualTo(before);
    JobDetails job = details(made.jobId());
    assertThat(job.job().state()).isEqualTo("accepted");
    assertThat(job.job().model()).isEqualTo("other");
    assertThat(job.job().target().version()).isEqualTo("V2");
    assertThat(job.job().credits().estimated()).isEqualByComparingTo("10");
    assertThat(job.texts().sourceId()).isEqualTo("a");
    assertThat(job.replays()).isEqualTo(new JobDetails.Replays(former.id(), List.of()));
    assertThat(job.timeline()).hasSize(2);
    assertThat(job.timeline().get(1).text())
        .isEqualTo(
            "Replay of job %s, ordered by ops (a better prompt). It runs under version V2 of its flow."
                .formatted(former.id()));
    JobDetails old = details(former.id());
    assertThat(old.replays()).isEqualTo(new JobDetails.Replays(null, List.of(made.jobId())));
    assertThat(old.timeline().get(old.timeline().size() - 1).text())
        .startsWith("Replayed by ops (a better prompt). Job " + made.jobId());
    assertThat(
            ledger()
                .jdbc
                .queryForList(
                    "select text from audit where action = 'replay' and thing = ?",
                    String.class,
                    former.id()))
        .singleElement()
        .asString()
        .contains(made.jobId(), "version V2");
    assertThat(ledger().claimed(ledger().two, Stage.SUBMIT, made.jobId()).content().prompt())
        .isEqualTo("a better cat");
  }

  @Test
  default void makesOneJobOfTheSameOrderFromTwoReplicas() throws OrderRefused {
    Job former = failedJob("a");
    List<Callable<Replayed>> orders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
      PastBrief past = brief(replica, former.id());
      orders.add(() -> replica.newJobs.replay(past, under("V2"), WITH_REASON));
    }
    List<Replayed> made = LedgerWorld.atOnce(orders);

    assertThat(made).filteredOn(one -> !one.again()).hasSize(1);
    assertThat(made).extracting(Replayed::jobId).containsOnly(made.get(0).jobId());
    assertThat(ledger().count("job")).isEqualTo(2);
    Replayed other =
        ledger().one.newJobs.replay(brief(ledger().one, former.id()), under("V3"), WITH_REASON);
    assertThat(other.again()).isFalse();
    assertThat(details(former.id()).replays().by()).hasSize(2).contains(other.jobId());
  }

  @Test
  default void replaysOnlyWhatHasEndedAndIsKept() throws OrderRefused {
    Job running = ledger().submitting("a");
    assertThatThrownBy(() -> brief(ledger().one, running.id()))
        .hasMessageContaining("in progress", "cancel it first");
    ledger()
        .one
        .progress
        .park(running, null, Cause.of(Trouble.UNKNOWN, "old"), LedgerWorld.START, null);
    assertThatThrownBy(() -> brief(ledger().one, running.id()))
        .hasMessageContaining("parked", "Cancel it first");
    assertThatThrownBy(() -> brief(ledger().one, "no-such-job"))
        .isInstanceOfSatisfying(
            OrderRefused.class, e -> assertThat(e.why()).isEqualTo(Why.UNKNOWN_JOB));

    JobFile file = new JobFile(1, "a.png", "image/png", "image", 3, "b".repeat(64), null);
    NewJob bad = LedgerWorld.brief("bad", List.of(file));
    String refused = ledger().one.accept.refuse(bad, Cause.of(Trouble.BRIEF, "bad")).jobId();
    assertThatThrownBy(() -> brief(ledger().one, refused))
        .hasMessageContaining("was refused, and the ledger does not keep it");
    String gone =
        ledger().one.accept.accept(List.of(LedgerWorld.brief("g", List.of(file)))).get(0).jobId();
    ledger().jdbc.update("update job set state = 'failed', stage = null where id = ?", gone);
    assertThatThrownBy(() -> ledger().one.newJobs.brief(gone, WITH_REASON, sha256 -> false))
        .isInstanceOfSatisfying(
            OrderRefused.class, e -> assertThat(e.why()).isEqualTo(Why.MEDIA_GONE));
  }

  /** Another order gives the former job another attempt while its brief runs through the flow. */
  @Test
  default void makesNothingOfAJobThatIsReplayedMeanwhile() throws OrderRefused {
    Job former = failedJob("a");
    PastBrief past = brief(ledger().one, former.id());
    ledger().two.orders.replay(former.id(), WITH_REASON, null, sha256 -> true);
    List<Object> before = ledger().everything();

    assertThatThrownBy(() -> ledger().one.newJobs.replay(past, under("V2"), WITH_REASON))
        .isInstanceOfSatisfying(
            OrderRefused.class, e -> assertThat(e.why()).isEqualTo(Why.NOT_NOW));

    assertThat(ledger().everything()).isEqualTo(before);
  }
}
