package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.account.AccountThrottled;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.chat.RenewSession;
import dev.rivyaroutes.engine.chat.Streaming;
import dev.rivyaroutes.engine.failure.Causes;
import dev.rivyaroutes.engine.failure.FailureWords;
import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.engine.failure.LeaseLost;
import dev.rivyaroutes.engine.failure.NextTry;
import dev.rivyaroutes.engine.failure.UploadElsewhere;
import dev.rivyaroutes.engine.submit.RenewUploads;
import dev.rivyaroutes.engine.submit.Submission;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.media.AddressRefused;
import dev.rivyaroutes.media.MediaNotFound;
import dev.rivyaroutes.outbound.CallFailed;
import dev.rivyaroutes.rivya.call.DownloadTrouble;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.io.IOException;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The policy for every failure on a job's way: which row of the ledger it becomes. What may have
 * been paid for goes out again under the same key only, and to a person when the key is too old.
 */
@Component
public class SettleJob {

  private static final Logger LOG = LoggerFactory.getLogger(SettleJob.class);
  private static final int MOST_UNEXPECTED = 10;

  private final RecordProgress progress;
  private final SettleRefusal refusals;
  private final RenewUploads uploads;
  private final RenewSession session;
  private final DoubtModel models;
  private final NextTry next;
  private final KeyLife keyLife;
  private final SettleFile files;

  SettleJob(
      RecordProgress progress,
      SettleRefusal refusals,
      RenewUploads uploads,
      RenewSession session,
      DoubtModel models,
      NextTry next,
      KeyLife keyLife,
      SettleFile files) {
    this.progress = progress;
    this.refusals = refusals;
    this.uploads = uploads;
    this.session = session;
    this.models = models;
    this.next = next;
    this.keyLife = keyLife;
    this.files = files;
  }

  /** Called after the route of a stage, whatever its end. */
  public void after(Exchange exchange, Stage stage, Job job) {
    try {
      if (exchange.getException() != null) {
        settle(exchange, stage, job, exchange.getException());
        if (stage.sends()) {
          uploads.giveUp(job);
        }
      }
    } finally {
      progress.stopRenewing(job);
    }
  }

  private void settle(Exchange exchange, Stage stage, Job job, Exception failure) {
    boolean sent = Submission.wasSent(exchange);
    RivyaTrouble trouble = Causes.find(failure, RivyaTrouble.class);
    AccountThrottled held = Causes.find(failure, AccountThrottled.class);
    BriefRefused refused = Causes.find(failure, BriefRefused.class);
    DownloadTrouble download = Causes.find(failure, DownloadTrouble.class);
    AddressRefused address = Causes.find(failure, AddressRefused.class);
    IOException broken = Causes.find(failure, IOException.class);
    UploadElsewhere elsewhere = Causes.find(failure, UploadElsewhere.class);
    if (Causes.isOfData(failure)) {
      withoutRoom(job, sent);
    } else if (Causes.isOfLedger(failure)) {
      withoutLedger(exchange, stage, job, sent);
    } else if (trouble != null) {
      refused(exchange, stage, job, trouble, sent);
    } else if (held != null) {
      next.atOrAfter(held.until(), stage, job, Cause.of(Trouble.TRANSIENT, held.getMessage()));
    } else if (refused != null) {
      next.fail(job, Cause.of(Trouble.BRIEF, refused.getMessage()));
    } else if (download != null) {
      file(stage, job, download);
    } else if (address != null) {
      files.gone(stage, job, "The address of a file is refused: " + address.getMessage() + ".");
    } else if (Causes.find(failure, MediaNotFound.class) != null && !sent) {
      files.lost(job);
    } else if (broken != null) {
      connection(exchange, stage, job, broken, sent);
    } else if (elsewhere != null) {
      uploads.waitFor(job, elsewhere);
    } else if (Causes.find(failure, KeyLife.Over.class) != null) {
      next.aside(job, keyLife.cause(job), KeyLife.unknownSince(job));
    } else if (Causes.find(failure, LeaseLost.class) != null) {
      LOG.info("Job {} was cancelled or taken over meanwhile; this work on it ends", job.id());
    } else {
      unexpected(exchange, stage, job, failure, sent);
    }
  }

  private void refused(
      Exchange exchange, Stage stage, Job job, RivyaTrouble trouble, boolean sent) {
    Cause cause = trouble.cause();
    if (sent && session.renew(exchange, job, cause)) {
      return;
    }
    boolean unknown = sent && !trouble.withoutEffect();
    if (unknown && cause.trouble() == Trouble.TRANSIENT && Streaming.isOn(exchange)) {
      String why = "HTTP " + trouble.status();
      aside(job, FailureWords.brokenStream(cause.code(), why, cause.requestId()));
      return;
    }
    boolean undone = cause.trouble() == Trouble.PERMANENT && trouble.withoutEffect();
    if (stage.sends() && undone && models.waits(stage, job, trouble)) {
      return;
    }
    if (sent && undone && uploads.renew(exchange, job)) {
      next.again(stage, job, RenewUploads.again(cause), null, null);
    } else {
      refusals.settle(stage, job, trouble, sent, sentAt(job, unknown));
    }
  }

  private void file(Stage stage, Job job, DownloadTrouble trouble) {
    if (trouble.gone()) {
      files.gone(stage, job, trouble.getMessage());
    } else {
      files.away(stage, job, trouble.getMessage());
    }
  }

  private void connection(
      Exchange exchange, Stage stage, Job job, IOException failure, boolean sent) {
    CallFailed call = Causes.find(failure, CallFailed.class);
    boolean unknown = sent && (call == null || !call.neverLeft());
    Cause cause = FailureWords.noAnswer(job.kind(), failure, unknown);
    if (unknown && Streaming.isOn(exchange)) {
      aside(job, FailureWords.brokenStream("stream", FailureWords.of(failure), null));
    } else if (stage == Stage.REFERENCE && call != null) {
      files.away(stage, job, FailureWords.sentence(call));
    } else if (stage == Stage.FETCH) {
      next.goOn(stage, job, cause);
    } else {
      next.again(stage, job, cause, null, sentAt(job, unknown));
    }
  }

  /** The database cannot hold a value, and never will: whatever may be paid for is a person's. */
  private void withoutRoom(Job job, boolean sent) {
    if (job.taskId() != null) {
      next.aside(job, FailureWords.tooLarge(job), null);
    } else if (sent || KeyLife.unknownSince(job) != null) {
      aside(job, FailureWords.tooLarge(job));
    } else {
      next.fail(job, FailureWords.tooLargeToSend());
    }
  }

  /** Rivya may have answered all the same: a send that went out is in doubt. */
  private void withoutLedger(Exchange exchange, Stage stage, Job job, boolean sent) {
    Cause cause = FailureWords.noLedger(sent);
    if (sent && Streaming.isOn(exchange)) {
      aside(job, FailureWords.brokenStream("stream", cause.text(), null));
    } else if (stage.sends()) {
      next.again(stage, job, cause, null, sentAt(job, sent));
    } else {
      next.goOn(stage, job, cause);
    }
  }

  private void unexpected(
      Exchange exchange, Stage stage, Job job, Exception failure, boolean sent) {
    LOG.warn("Job {} met unexpected trouble", job.id(), failure);
    Cause cause = FailureWords.unexpected(failure, sent);
    if (!stage.sends()) {
      next.goOn(stage, job, cause);
    } else if (sent && Streaming.isOn(exchange)) {
      aside(job, FailureWords.brokenStream("stream", FailureWords.of(failure), null));
    } else if (job.attempts() >= MOST_UNEXPECTED && job.hasCauseCode(FailureWords.UNEXPECTED)) {
      next.aside(job, cause, sentAt(job, sent));
    } else {
      next.again(stage, job, cause, null, sentAt(job, sent));
    }
  }

  private void aside(Job job, Cause cause) {
    next.aside(job, cause, keyLife.unknownSinceNow(job));
  }

  private Instant sentAt(Job job, boolean unknownNow) {
    return unknownNow ? keyLife.unknownSinceNow(job) : KeyLife.unknownSince(job);
  }
}
