package dev.rivyaroutes.ledger.bulk;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A job of a bulk order.
 *
 * @param reason why it was skipped, or is considered failed; else null
 */
public record BulkItem(String jobId, State state, String reason) {

  /** What became of the order for this job. */
  public enum State {
    /** It was not ordered yet. */
    WAITING,
    /** It was ordered and has not ended. */
    OPEN,
    SUCCEEDED,
    FAILED,
    /** It no longer allowed the order when its turn came. */
    SKIPPED;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static boolean isKnown(String word) {
      return Stream.of(values()).anyMatch(state -> state.column().equals(word));
    }

    public static State fromColumn(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }
  }
}
