package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Settles a failure after which it may be unknown what a sent call did. */
@Component
class SettleUnknownOutcome {

  private final RecordFailure failures;
  private final KeyLife keyLife;

  SettleUnknownOutcome(RecordFailure failures, KeyLife keyLife) {
    this.failures = failures;
    this.keyLife = keyLife;
  }

  /** The key no longer prevents a second charge. */
  void parkExpired(Job job) {
    failures.parkForPerson(job, keyLife.cause(job), KeyLife.unknownSince(job));
  }

  /** The database will never accept the value: a job that may be paid for is parked. */
  void settleRejectedValue(Job job, boolean sent) {
    if (job.taskId() != null) {
      failures.parkForPerson(job, FailureCauses.unstorableAnswer(job), null);
    } else if (sent || KeyLife.unknownSince(job) != null) {
      parkUnknown(job, FailureCauses.unstorableAnswer(job));
    } else {
      failures.fail(job, FailureCauses.unstorableJob());
    }
  }

  /** Rivya may have answered: the effect of a sent call is unknown. */
  void retryOrParkStream(Exchange exchange, Stage stage, Job job, Cause cause, boolean sent) {
    if (sent && PaidCall.isStreamed(exchange)) {
      parkStream(job, "stream", cause.text(), null);
    } else if (stage.sends()) {
      failures.retry(stage, job, cause, null, sentAt(job, sent));
    } else {
      failures.retryCreated(stage, job, cause);
    }
  }

  void parkStream(Job job, String code, String why, String requestId) {
    parkUnknown(job, FailureCauses.streamAborted(code, why, requestId));
  }

  private void parkUnknown(Job job, Cause cause) {
    failures.parkForPerson(job, cause, keyLife.unknownSinceNow(job));
  }

  /** Since when the effect of a sent call is unknown; null when no call was sent. */
  Instant sentAt(Job job, boolean unknownNow) {
    return unknownNow ? keyLife.unknownSinceNow(job) : KeyLife.unknownSince(job);
  }
}
