package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Rivya may reject a conversation's session. It then refuses the turn without charging, and the
 * conversation continues in a new session. A turn whose earlier call may have had an effect is left
 * to a person, because it could be charged twice.
 */
@Component
class RenewSession {

  private static final String CONFLICT = "chat_session_conflict";

  private final RecordTurn turns;

  RenewSession(RecordTurn turns) {
    this.turns = turns;
  }

  /** Starts a new session for a refused turn; false when the refusal has another reason. */
  boolean renew(Exchange exchange, Job job, Cause cause) {
    boolean inSession =
        exchange.getVariable(Variables.SESSION) != null || hasSession(job.content().request());
    if (!CONFLICT.equals(cause.code()) || !inSession || KeyLife.unknownSince(job) != null) {
      return false;
    }
    String text =
        "Rivya rejected the session of this conversation. A new session starts without the earlier"
            + " messages.";
    return turns.retryInNewSession(
        job, new Cause(Trouble.TRANSIENT, CONFLICT, text, cause.requestId()));
  }

  /**
   * Whether a stored request has a session. The same text inside a JSON string has escaped quotes.
   */
  private static boolean hasSession(String request) {
    return request != null && request.contains("\"session_id\":");
  }
}
