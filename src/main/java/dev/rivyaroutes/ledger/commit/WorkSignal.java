package dev.rivyaroutes.ledger.commit;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Tells the loops of this process at once that a queue has work. Only a hint: a lost signal costs a
 * second, since every loop also looks by itself.
 */
@Component
public final class WorkSignal {

  private final Map<String, Consumer<Instant>> listeners = new ConcurrentHashMap<>();

  /** The queue of an account's jobs in a stage. */
  public static String queue(Stage stage, String account) {
    return stage.column() + "/" + account;
  }

  /** The queue of a flow's deliveries to a sink. */
  public static String queue(String flow, String sink) {
    return "deliver/" + flow + "/" + sink;
  }

  /**
   * Calls the listener with the due time of new work, until another listener takes the queue over.
   */
  public void listen(String queue, Consumer<Instant> listener) {
    listeners.put(queue, listener);
  }

  public void stopListening(String queue) {
    listeners.remove(queue);
  }

  /** Says that a queue has work that is due then. */
  public void signal(String queue, Instant dueAt) {
    Consumer<Instant> listener = listeners.get(queue);
    if (listener != null) {
      listener.accept(dueAt);
    }
  }
}
