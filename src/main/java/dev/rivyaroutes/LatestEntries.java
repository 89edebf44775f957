package dev.rivyaroutes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A map of limited size: the oldest entry makes room for a new one. Not thread-safe. */
public final class LatestEntries<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private final int most;

  public LatestEntries(int most) {
    this(most, false);
  }

  private LatestEntries(int most, boolean byUse) {
    super(16, 0.75f, byUse);
    this.most = most;
  }

  /** A map in which the oldest entry is the one that was not used for the longest time. */
  public static <K, V> Map<K, V> lastUsed(int most) {
    return new LatestEntries<>(most, true);
  }

  /** A thread-safe set of limited size. */
  public static <T> Set<T> set(int most) {
    return Collections.synchronizedSet(Collections.newSetFromMap(new LatestEntries<>(most)));
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
