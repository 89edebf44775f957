package dev.rivyaroutes.simulator.server;

import dev.rivyaroutes.simulator.trouble.Operation;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many calls of each operation came and how each was answered; status 0 stands for "no answer".
 */
public final class Counters {

  /** The status under which calls without an answer are counted. */
  public static final int NO_ANSWER = 0;

  private final Map<Operation, LongAdder> calls = new EnumMap<>(Operation.class);
  private final Map<Operation, Map<Integer, LongAdder>> answers = new EnumMap<>(Operation.class);
  private final LongAdder leakedKeys = new LongAdder();
  private final LongAdder replays = new LongAdder();

  public Counters() {
    for (Operation operation : Operation.values()) {
      calls.put(operation, new LongAdder());
      answers.put(operation, new ConcurrentHashMap<>());
    }
  }

  /** Calls of the operation that arrived, answered or not. */
  public long calls(Operation operation) {
    return calls.get(operation).sum();
  }

  /** Calls of the operation that were answered with the HTTP status. */
  public long answers(Operation operation, int status) {
    LongAdder adder = answers.get(operation).get(status);
    return adder == null ? 0 : adder.sum();
  }

  /**
   * Calls to the media host that carried an Authorization header, which no client may send there.
   */
  public long keysLeakedToMedia() {
    return leakedKeys.sum();
  }

  /** Creates that were answered with an earlier generation because of their idempotency key. */
  public long replays() {
    return replays.sum();
  }

  /** The statuses of an operation's answers, in order. */
  public Map<Integer, Long> answers(Operation operation) {
    Map<Integer, Long> sums = new TreeMap<>();
    answers.get(operation).forEach((status, adder) -> sums.put(status, adder.sum()));
    return sums;
  }

  public void arrived(Operation operation) {
    calls.get(operation).increment();
  }

  void answered(Operation operation, int status) {
    answers.get(operation).computeIfAbsent(status, any -> new LongAdder()).increment();
  }

  public void leakedKey() {
    leakedKeys.increment();
  }

  public void replayed() {
    replays.increment();
  }

  public void reset() {
    calls.values().forEach(LongAdder::reset);
    answers.values().forEach(Map::clear);
    leakedKeys.reset();
    replays.reset();
  }
}
