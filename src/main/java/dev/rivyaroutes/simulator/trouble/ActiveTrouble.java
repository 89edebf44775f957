package dev.rivyaroutes.simulator.trouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The active rules of trouble. The first rule that applies wins; trouble of calls and of tasks is
 * drawn separately. Thread-safe; the draws are repeatable only for sequential calls.
 */
public final class ActiveTrouble {

  private final Random random = new Random();
  private final List<Live> rules = new ArrayList<>();
  private volatile boolean none = true;
  private volatile Script script = Script.NONE;

  public ActiveTrouble(long seed) {
    random.setSeed(seed);
  }

  public synchronized void add(Trouble... more) {
    for (Trouble trouble : more) {
      rules.add(new Live(trouble));
    }
    none = rules.isEmpty();
  }

  public synchronized void clear() {
    rules.clear();
    none = true;
  }

  /** Starts the random numbers anew. */
  public synchronized void seed(long seed) {
    random.setSeed(seed);
  }

  /** Puts these rules in the place of all others. */
  public synchronized void replace(List<Trouble> all) {
    clear();
    add(all.toArray(Trouble[]::new));
  }

  /** What is switched on, with the counts that are left. */
  public synchronized List<Trouble> active() {
    return rules.stream().map(Live::left).toList();
  }

  /** Puts this script in the place of another one. */
  public void script(Script next) {
    script = next;
  }

  /**
   * @param key the idempotency key of the call; null if it has none
   */
  public Optional<Trouble> forCall(Operation operation, String key) {
    return script.next(operation, key, false).or(() -> forCall(operation));
  }

  private Optional<Trouble> forCall(Operation operation) {
    return none ? Optional.empty() : draw(operation, trouble -> !trouble.kind().ofTask());
  }

  /**
   * @param key the idempotency key of the request; null if it has none
   */
  public Optional<Trouble> forTask(String prompt, String key) {
    return script.next(Operation.CREATE, key, true).or(() -> forTask(prompt));
  }

  private Optional<Trouble> forTask(String prompt) {
    return none
        ? Optional.empty()
        : draw(Operation.CREATE, trouble -> trouble.kind().ofTask() && matches(trouble, prompt));
  }

  private static boolean matches(Trouble trouble, String prompt) {
    return trouble.match() == null || prompt.contains(trouble.match());
  }

  private synchronized Optional<Trouble> draw(Operation operation, Predicate<Trouble> wanted) {
    for (Live live : rules) {
      Trouble trouble = live.trouble;
      if (trouble.hits(operation)
          && wanted.test(trouble)
          && (trouble.probability() >= 1 || random.nextDouble() < trouble.probability())) {
        live.hits++;
        if (trouble.count() > 0 && live.hits >= trouble.count()) {
          rules.remove(live);
          none = rules.isEmpty();
        }
        return Optional.of(trouble);
      }
    }
    return Optional.empty();
  }

  private static final class Live {
    private final Trouble trouble;
    private int hits;

    private Live(Trouble trouble) {
      this.trouble = trouble;
    }

    private Trouble left() {
      return trouble.count() == 0 ? trouble : trouble.withCount(trouble.count() - hits);
    }
  }
}
