package dev.rivyaroutes.engine.chat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.engine.settle.LeaseLost;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The steps of answer-turns for callers that wait for a streamed answer. */
@Component("streamAnswer")
public class StreamAnswer {

  private final LiveAnswers live;
  private final RecordTurn turns;

  StreamAnswer(LiveAnswers live, RecordTurn turns) {
    this.live = live;
    this.turns = turns;
  }

  /**
   * Whether the turn is sent as a streamed call, which is recorded before it is sent. A turn that
   * is sent again is sent in the same way.
   */
  public boolean decide(@Variable(Variables.JOB) Job job) {
    boolean streamed =
        job.content().request() == null
            ? live.hasListeners(job.flow(), job.sourceKey())
            : job.streamed();
    if (streamed != job.streamed() && !turns.recordSend(job, streamed)) {
      throw new LeaseLost(job.id());
    }
    return streamed;
  }

  /** Passes the answer to the caller; the call continues when the caller disconnects. */
  public void connect(Exchange exchange, @Variable(Variables.JOB) Job job) {
    Consumer<String> listener = piece -> live.publish(job.flow(), job.sourceKey(), piece);
    exchange.setVariable("listener", listener);
  }
}
