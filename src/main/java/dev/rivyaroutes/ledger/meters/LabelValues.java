package dev.rivyaroutes.ledger.meters;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the values of a label. They come from the configuration, but the ledger also has those of
 * former configurations; what exceeds the limit is counted together.
 */
public final class LabelValues {

  public static final String OTHER = "other";

  private static final int MAX = 200;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** The value itself, or {@value #OTHER}. */
  public String of(String value) {
    if (value == null) {
      return OTHER;
    }
    if (known.contains(value)) {
      return value;
    }
    synchronized (known) {
      return known.size() < MAX && known.add(value) || known.contains(value) ? value : OTHER;
    }
  }
}
