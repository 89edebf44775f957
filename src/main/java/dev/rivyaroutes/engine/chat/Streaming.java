package dev.rivyaroutes.engine.chat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.engine.failure.LeaseLost;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The steps of answer-turns for callers that listen while the answer comes. */
@Component("streaming")
public class Streaming {

  private final LiveAnswers live;
  private final RecordTurn turns;

  Streaming(LiveAnswers live, RecordTurn turns) {
    this.live = live;
    this.turns = turns;
  }

  /**
   * Whether the turn goes out as a stream, which the ledger knows before it does. One whose bytes
   * are out already goes the same way again.
   */
  public boolean isWanted(@Variable(Variables.JOB) Job job) {
    boolean wanted =
        job.content().request() == null
            ? live.hasListeners(job.flow(), job.sourceKey())
            : job.streamed();
    if (wanted != job.streamed() && !turns.recordSend(job, wanted)) {
      throw new LeaseLost(job.id());
    }
    return wanted;
  }

  /** Whether the call of this exchange goes out as a stream. */
  public static boolean isOn(Exchange exchange) {
    return exchange.getVariable("streamed", false, Boolean.class);
  }

  /** Lets the caller hear the answer; whether it still listens changes nothing of the call. */
  public void connect(Exchange exchange, @Variable(Variables.JOB) Job job) {
    Consumer<String> listener = piece -> live.publish(job.flow(), job.sourceKey(), piece);
    exchange.setVariable("listener", listener);
  }
}
