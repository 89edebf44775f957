package dev.rivyaroutes.ledger.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups the statements of many writes into batches of equal text. The statements of one write keep
 * their order.
 */
final class StatementBatches {

  private final List<Deque<Sql>> rest = new ArrayList<>();

  private StatementBatches(List<List<Sql>> writes) {
    for (List<Sql> write : writes) {
      if (!write.isEmpty()) {
        rest.add(new ArrayDeque<>(write));
      }
    }
  }

  static List<List<Sql>> batches(List<List<Sql>> writes) {
    StatementBatches order = new StatementBatches(writes);
    List<List<Sql>> batches = new ArrayList<>();
    while (!order.rest.isEmpty()) {
      batches.add(order.take(order.next()));
    }
    return batches;
  }

  /** Removes the leading statements with this text from all writes. */
  private List<Sql> take(String text) {
    List<Sql> batch = new ArrayList<>();
    for (Deque<Sql> write : rest) {
      while (!write.isEmpty() && write.peek().text().equals(text)) {
        batch.add(write.poll());
      }
    }
    rest.removeIf(Deque::isEmpty);
    return batch;
  }

  /**
   * The text of the next batch: preferably one that follows no other text in any write, so that one
   * batch executes all of it; otherwise the one that most writes start with.
   */
  private String next() {
    Map<String, Integer> first = new LinkedHashMap<>();
    Set<String> waits = new HashSet<>();
    for (Deque<Sql> write : rest) {
      String head = write.peek().text();
      first.merge(head, 1, Integer::sum);
      boolean behind = false;
      for (Sql sql : write) {
        behind |= !sql.text().equals(head);
        if (behind) {
          waits.add(sql.text());
        }
      }
    }
    return first.keySet().stream()
        .filter(text -> !waits.contains(text))
        .findFirst()
        .orElseGet(() -> Collections.max(first.entrySet(), Map.Entry.comparingByValue()).getKey());
  }
}
