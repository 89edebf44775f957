package dev.rivyaroutes.ledger;

import java.util.Locale;

/** What Rivya is to make of a job. */
public enum JobKind {
  /** Media files, by a task that is waited for. */
  GENERATION(Stage.SUBMIT),
  /** An answer in a chat, which comes with the call. */
  CHAT(Stage.TURN);

  private final Stage first;

  JobKind(Stage first) {
    this.first = first;
  }

  /** The loop that sends it. */
  public Stage first() {
    return first;
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobKind fromColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
