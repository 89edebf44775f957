package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Stage;
import java.util.Locale;

/** The kinds of Rivya calls for a job, each with its own scope of the API key. */
public enum CallKind {
  CREATE,
  CHAT,
  UPLOAD,
  STATUS;

  /**
   * The kind of call that a stage makes.
   *
   * @param paid whether it is the paid call of the stage
   */
  public static CallKind of(Stage stage, boolean paid) {
    if (!stage.sends()) {
      return STATUS;
    }
    if (!paid) {
      return UPLOAD;
    }
    return stage == Stage.TURN ? CHAT : CREATE;
  }

  public boolean spends() {
    return this == CREATE || this == CHAT;
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CallKind fromColumn(String column) {
    return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
  }
}
