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
 * Puts the statements of many writes into batches of one text each. The statements of one write
 * keep their order; those of different writes go together as often as that allows.
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

  /** All statements of the text that no other statement of their write goes before. */
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
   * A text that is first everywhere, so that one batch takes all of it; where each text waits for
   * another, the one that most writes begin with.
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
