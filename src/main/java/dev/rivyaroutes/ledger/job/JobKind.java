package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Stage;
import java.util.Locale;

/** What Rivya is to make of a job. */
public enum JobKind {
  /** Media files, by a task that is waited for. */
  GENERATION(Stage.SUBMIT, "generation", "create call"),
  /** An answer in a chat, which comes with the call. */
  CHAT(Stage.TURN, "chat turn", "chat call");

  private final Stage first;
  private final String word;
  private final String call;

  JobKind(Stage first, String word, String call) {
    this.first = first;
    this.word = word;
    this.call = call;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  /** What people call the call that is paid for. */
  public String call() {
    return call;
  }

  /** The loop that sends it. */
  public Stage first() {
    return first;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobKind fromColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
