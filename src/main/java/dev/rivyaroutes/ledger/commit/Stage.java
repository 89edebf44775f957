package dev.rivyaroutes.ledger.commit;

import java.util.Locale;

/** The loop that processes a job when it is due. No loop processes a job without a stage. */
public enum Stage {
  /** Sends a generation. */
  SUBMIT,
  /** Sends a chat turn. */
  TURN,
  POLL,
  FETCH,
  /** Fetches references from their https addresses, before the job is sent. */
  REFERENCE;

  /** Whether it makes the call that is paid for. */
  public boolean sends() {
    return this == SUBMIT || this == TURN;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Stage fromColumn(String column) {
    return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
  }
}
