package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.audit.Action;
import java.util.Locale;
import java.util.stream.Stream;

/** The orders that many jobs can be given at once. */
public enum OrderKind {
  /** Another attempt, as for a single job. */
  REPLAY(Action.REPLAY),
  /** Parked jobs continue with what Rivya has of them; none is sent under a new key. */
  RELEASE(Action.RELEASE),
  CANCEL(Action.CANCEL),
  /** Deliveries are repeated. */
  REDELIVER(Action.REDELIVER);

  private final Action action;

  OrderKind(Action action) {
    this.action = action;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static boolean isKnown(String word) {
    return Stream.of(values()).anyMatch(kind -> kind.word().equals(word));
  }

  public static OrderKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** How the audit names the order of each job. */
  Action action() {
    return action;
  }
}
