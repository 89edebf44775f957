package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Stage;
import java.util.Locale;

/** The calls of Rivya that need a scope of their own, on a job's way. */
public enum CallKind {
  CREATE,
  CHAT,
  UPLOAD,
  STATUS;

  /**
   * The kind of a call that a stage makes.
   *
   * @param paid whether it is the one that is paid for
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

  /** Whether it is paid for. */
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
