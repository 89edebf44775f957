package dev.rivyaroutes.brief.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ids that this process has dealt with: the newest 100,000. It only saves work; the ledger
 * decides what is a repeat.
 */
class RecentIds {
  private static final int ENTRIES = 100_000;

  private final Map<String, Boolean> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > ENTRIES;
        }
      };

  synchronized void add(String id) {
    seen.put(id, Boolean.TRUE);
  }

  synchronized boolean contains(String id) {
    return seen.get(id) != null;
  }
}
