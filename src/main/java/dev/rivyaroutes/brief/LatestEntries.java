package dev.rivyaroutes.brief;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A map of limited size: the oldest entry makes room for a new one. */
public final class LatestEntries<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private final int most;

  public LatestEntries(int most) {
    this.most = most;
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
