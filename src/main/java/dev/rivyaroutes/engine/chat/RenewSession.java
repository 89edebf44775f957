package dev.rivyaroutes.engine.chat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Rivya may no longer take a conversation's session; it then refuses the turn before any work, and
 * the conversation goes on in a new one. A turn of which an earlier send may have taken effect is
 * left to a person: it could be paid for twice.
 */
@Component
public class RenewSession {

  private static final String CONFLICT = "chat_session_conflict";

  private final RecordTurn turns;

  RenewSession(RecordTurn turns) {
    this.turns = turns;
  }

  /** Lets a refused turn begin a new session; false when it is to be settled otherwise. */
  public boolean renew(Exchange exchange, Job job, Cause cause) {
    boolean inSession =
        exchange.getVariable(Variables.SESSION) != null || names(job.content().request());
    if (!CONFLICT.equals(cause.code()) || !inSession || KeyLife.unknownSince(job) != null) {
      return false;
    }
    String text =
        "Rivya no longer takes the session of this conversation. A new one begins, without what was"
            + " said before.";
    return turns.retryInNewSession(
        job, new Cause(Trouble.TRANSIENT, CONFLICT, text, cause.requestId()));
  }

  /**
   * Whether a request that was stored before names a session; in a JSON string the quotes differ.
   */
  private static boolean names(String request) {
    return request != null && request.contains("\"session_id\":");
  }
}
