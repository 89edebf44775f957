package dev.rivyaroutes.ledger.commit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Signals the loops of this process that a queue has work. It is only a hint: if a signal is lost,
 * the loop finds the work when it polls, a second later.
 */
@Component
public final class WorkSignal {

  private final Map<String, Consumer<Instant>> listeners = new ConcurrentHashMap<>();

  public static String queue(Stage stage, String account) {
    return stage.column() + "/" + account;
  }

  public static String queue(String flow, String sink) {
    return "deliver/" + flow + "/" + sink;
  }

  /** Wakes both queues from which an account's jobs are sent. */
  public static List<Write.Wake> wakeSending(String account, Instant now) {
    return List.of(
        new Write.Wake(queue(Stage.SUBMIT, account), now),
        new Write.Wake(queue(Stage.TURN, account), now));
  }

  /** Calls the listener with the due time of new work, in place of an earlier listener. */
  public void listen(String queue, Consumer<Instant> listener) {
    listeners.put(queue, listener);
  }

  public void stopListening(String queue) {
    listeners.remove(queue);
  }

  /** Wakes all loops, after a test has moved the clock. */
  public void signalAll() {
    listeners.values().forEach(listener -> listener.accept(Instant.EPOCH));
  }

  public void signal(String queue, Instant dueAt) {
    Consumer<Instant> listener = listeners.get(queue);
    if (listener != null) {
      listener.accept(dueAt);
    }
  }
}
