package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Stage;
import java.util.Locale;

/** The kind of call that a job makes. */
public enum JobKind {
  /** Generates media files in a task that is polled. */
  GENERATION(Stage.SUBMIT, "generation", "create call"),
  /** Gets an answer in a chat from the call itself. */
  CHAT(Stage.TURN, "chat turn", "chat call");

  private final Stage first;
  private final String word;
  private final String call;

  JobKind(Stage first, String word, String call) {
    this.first = first;
    this.word = word;
    this.call = call;
  }

  /** The kind as displayed. */
  public String word() {
    return word;
  }

  /** The name of the paid call as displayed. */
  public String call() {
    return call;
  }

  /** The stage that sends it. */
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
