package dev.rivyaroutes.engine.chat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.settle.FailureCauses;
import dev.rivyaroutes.engine.settle.KeyLife;
import dev.rivyaroutes.engine.settle.RecordFailure;
import dev.rivyaroutes.ledger.chat.Conversations;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The step of answer-turns that keeps the turns of a conversation in order. */
@Component("takeTurn")
public class TakeTurn {

  /** The fallback when the signal at the end of the earlier turn is lost. */
  private static final Duration RECHECK = Duration.ofSeconds(30);

  private static final Cause EARLIER =
      new Cause(
          Trouble.TRANSIENT,
          "turn",
          "An earlier turn of this conversation has not ended. This turn starts automatically after it.",
          null);

  private static final Cause ABORTED =
      FailureCauses.streamAborted(
          "stream", "the process that was reading it ended or lost its claim", null);

  private final Conversations conversations;
  private final RecordTurn turns;
  private final RecordFailure failures;
  private final Clock clock;

  TakeTurn(Conversations conversations, RecordTurn turns, RecordFailure failures, Clock clock) {
    this.conversations = conversations;
    this.turns = turns;
    this.failures = failures;
    this.clock = clock;
  }

  /** Continues when it is this job's turn; otherwise releases the job and ends the route. */
  public void take(Exchange exchange, @Variable(Variables.JOB) Job job) {
    if (job.streamed() && KeyLife.unknownSince(job) != null) {
      failures.parkForPerson(job, ABORTED, KeyLife.unknownSince(job));
      exchange.setRouteStop(true);
      return;
    }
    if (job.conversation() == null || job.content().request() != null) {
      return; // It has no conversation, or it took its turn and may have been sent.
    }
    Optional<Conversations.Turn> taken = conversations.claimTurn(job);
    if (taken.isEmpty()) {
      turns.postpone(job, EARLIER, clock.instant().plus(RECHECK));
      conversations.wakeNextIfFree(job);
      exchange.setRouteStop(true);
      return;
    }
    if (taken.get().changed()) {
      turns.recordNote(
          job,
          "The model or the account differs from the earlier turn's. A new session starts without"
              + " the earlier messages.");
    }
    exchange.setVariable(Variables.SESSION, taken.get().session());
  }
}
