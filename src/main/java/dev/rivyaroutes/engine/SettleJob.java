package dev.rivyaroutes.engine;

import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.AccountHeld;
import dev.rivyaroutes.account.RateBudget;
import dev.rivyaroutes.brief.BriefRefused;
import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.Job;
import dev.rivyaroutes.ledger.RecordProgress;
import dev.rivyaroutes.ledger.Stage;
import dev.rivyaroutes.ledger.Trouble;
import dev.rivyaroutes.rivya.DownloadTrouble;
import dev.rivyaroutes.rivya.RivyaTrouble;
import dev.rivyaroutes.rivya.WaitSchedule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The policy for every failure on a job's way: which row of the ledger it becomes. A refused key or
 * an empty purse pauses the account; what passes by itself is tried again; what was refused for
 * good fails; what may have been paid for goes out again under the same key only, and to a person
 * when the key is too old.
 */
@Component
class SettleJob {

  private static final Logger LOG = LoggerFactory.getLogger(SettleJob.class);
  private static final int MOST_UNEXPECTED = 10;

  private final RecordProgress progress;
  private final AccountGate gate;
  private final RateBudget budget;
  private final Backoff backoff;
  private final WaitSchedule schedule;
  private final IdempotencyProperties idempotency;
  private final Clock clock;

  SettleJob(
      RecordProgress progress,
      AccountGate gate,
      RateBudget budget,
      Backoff backoff,
      WaitSchedule schedule,
      IdempotencyProperties idempotency,
      Clock clock) {
    this.progress = progress;
    this.gate = gate;
    this.budget = budget;
    this.backoff = backoff;
    this.schedule = schedule;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** Called after the route of a stage, whatever its end. */
  void after(Exchange exchange, Stage stage, Job job) {
    try {
      Exception failure = exchange.getException();
      if (failure != null) {
        settle(stage, job, failure, Submission.wasSent(exchange));
      }
    } finally {
      progress.letGo(job);
    }
  }

  private void settle(Stage stage, Job job, Exception failure, boolean sent) {
    RivyaTrouble trouble = Causes.find(failure, RivyaTrouble.class);
    AccountHeld held = Causes.find(failure, AccountHeld.class);
    BriefRefused refused = Causes.find(failure, BriefRefused.class);
    if (trouble != null) {
      rivya(stage, job, trouble, sent);
    } else if (held != null) {
      Cause cause = Cause.of(Trouble.TRANSIENT, held.getMessage());
      progress.tryAgain(job, stage, cause, backoff.atOrAfter(held.until()), job.sentAt());
    } else if (refused != null) {
      fail(job, Cause.of(Trouble.BRIEF, refused.getMessage()));
    } else if (Causes.find(failure, DownloadTrouble.class) != null) {
      download(stage, job, Causes.find(failure, DownloadTrouble.class));
    } else if (Causes.find(failure, IOException.class) != null) {
      connection(stage, job, Causes.find(failure, IOException.class), sent);
    } else {
      unexpected(stage, job, failure, sent);
    }
  }

  private void rivya(Stage stage, Job job, RivyaTrouble trouble, boolean sent) {
    Cause cause = trouble.cause();
    Instant sentAt = sent && !trouble.withoutEffect() ? since(job) : job.sentAt();
    if (trouble.retryAfter() != null) {
      budget.hold(job.account(), clock.instant().plus(trouble.retryAfter()));
    } else if (trouble.status() == 429) {
      budget.hold(job.account(), clock.instant().plus(backoff.brief()));
    }
    switch (cause.trouble()) {
      case AUTH, CREDIT -> {
        gate.pause(job.account(), cause);
        progress.park(job, stage, cause, clock.instant(), sentAt);
      }
      case UNKNOWN -> progress.park(job, null, cause, clock.instant(), sentAt);
      case PERMANENT -> permanent(stage, job, cause);
      default -> again(stage, job, cause, trouble.retryAfter(), sentAt);
    }
  }

  /** Refused for good: a job that was never made fails; one that was made is never given up. */
  private void permanent(Stage stage, Job job, Cause cause) {
    if (stage == Stage.SUBMIT) {
      fail(job, cause);
    } else if (schedule.isLate(job)) {
      Cause late =
          new Cause(Trouble.UNKNOWN, cause.code(), late(job) + cause.text(), cause.requestId());
      progress.park(job, Stage.POLL, late, schedule.nextLate(), null);
    } else {
      progress.tryAgain(job, Stage.POLL, cause, backoff.after(job.attempts(), null), null);
    }
  }

  /**
   * A result's address that is no longer good is asked for anew; a reference's is the brief's
   * fault.
   */
  private void download(Stage stage, Job job, DownloadTrouble trouble) {
    if (stage == Stage.SUBMIT && trouble.gone()) {
      fail(
          job,
          Cause.of(
              Trouble.BRIEF, "A reference of the brief is not there. " + trouble.getMessage()));
    } else {
      Stage next = stage == Stage.FETCH && trouble.gone() ? Stage.POLL : stage;
      Cause cause = Cause.of(Trouble.TRANSIENT, trouble.getMessage());
      progress.tryAgain(job, next, cause, backoff.after(job.attempts(), null), job.sentAt());
    }
  }

  private String late(Job job) {
    return "Rivya has not finished task "
        + job.taskId()
        + " within "
        + schedule.deadline().toMinutes()
        + " minutes; it is looked at less often. ";
  }

  private void fail(Job job, Cause cause) {
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.failed(job, cause, null);
  }

  private void connection(Stage stage, Job job, IOException failure, boolean sent) {
    boolean neverLeft =
        failure instanceof ConnectException
            || failure instanceof ConnectTimeoutException
            || failure instanceof UnknownHostException
            || failure instanceof NoRouteToHostException;
    boolean unknown = sent && !neverLeft;
    Cause cause =
        Cause.of(
            unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
            (unknown
                    ? "The answer to the create call never came; the same bytes go out again under the same key."
                    : "No answer; it is tried again.")
                + " ("
                + failure.getClass().getSimpleName()
                + ")");
    again(stage, job, cause, null, unknown ? since(job) : job.sentAt());
  }

  private void again(Stage stage, Job job, Cause cause, Duration retryAfter, Instant sentAt) {
    if (keyIsTooOld(sentAt)) {
      progress.park(job, null, tooOld(), clock.instant(), sentAt);
    } else {
      progress.tryAgain(job, stage, cause, backoff.after(job.attempts(), retryAfter), sentAt);
    }
  }

  private void unexpected(Stage stage, Job job, Exception failure, boolean sent) {
    LOG.warn("Job {} met unexpected trouble", job.id(), failure);
    Cause cause =
        Cause.of(
            sent ? Trouble.UNKNOWN : Trouble.TRANSIENT,
            "Unexpected trouble in the program: "
                + failure.getClass().getSimpleName()
                + "; the log has more.");
    Instant sentAt = sent ? since(job) : job.sentAt();
    if (job.attempts() >= MOST_UNEXPECTED) {
      progress.park(job, null, cause, clock.instant(), sentAt);
    } else {
      again(stage, job, cause, null, sentAt);
    }
  }

  private Instant since(Job job) {
    return job.sentAt() == null ? clock.instant() : job.sentAt();
  }

  private boolean keyIsTooOld(Instant sentAt) {
    return sentAt != null && sentAt.plus(idempotency.keyLife()).isBefore(clock.instant());
  }

  private Cause tooOld() {
    return Cause.of(
        Trouble.UNKNOWN,
        "It is not known whether Rivya made this job, and its idempotency key is older than "
            + idempotency.keyLife().toHours()
            + " hours, so that it must not be sent again. Look at Rivya, then replay or cancel it.");
  }
}
