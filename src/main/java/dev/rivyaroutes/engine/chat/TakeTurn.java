package dev.rivyaroutes.engine.chat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.failure.FailureWords;
import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.engine.failure.NextTry;
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

  /** The end of the turn before wakes it; this is the look should that get lost. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private static final Cause EARLIER =
      new Cause(
          Trouble.TRANSIENT,
          "turn",
          "An earlier turn of this conversation has not ended; this one goes on by itself after it.",
          null);

  private static final Cause BROKE_OFF =
      FailureWords.brokenStream(
          "stream", "the program that was reading it ended or lost the job", null);

  private final Conversations conversations;
  private final RecordTurn turns;
  private final NextTry next;
  private final Clock clock;

  TakeTurn(Conversations conversations, RecordTurn turns, NextTry next, Clock clock) {
    this.conversations = conversations;
    this.turns = turns;
    this.next = next;
    this.clock = clock;
  }

  /** Goes on when it is this job's turn, else puts the job back and ends the route. */
  public void take(Exchange exchange, @Variable(Variables.JOB) Job job) {
    if (job.streamed() && KeyLife.unknownSince(job) != null) {
      next.aside(job, BROKE_OFF, KeyLife.unknownSince(job));
      exchange.setRouteStop(true);
      return;
    }
    if (job.conversation() == null || job.content().request() != null) {
      return; // It stands alone, or has taken its turn and been sent already.
    }
    Optional<Conversations.Turn> taken = conversations.claimTurn(job);
    if (taken.isEmpty()) {
      turns.postpone(job, EARLIER, clock.instant().plus(LOOK));
      conversations.wakeNextIfFree(job);
      exchange.setRouteStop(true);
      return;
    }
    if (taken.get().changed()) {
      turns.recordNote(
          job,
          "The model or the account is another than in the turn before. A new session begins,"
              + " without what was said before.");
    }
    exchange.setVariable(Variables.SESSION, taken.get().session());
  }
}
