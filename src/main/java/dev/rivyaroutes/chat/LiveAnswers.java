package dev.rivyaroutes.chat;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Passes answers to their listeners in this process while they arrive. An answer is read to its end
 * with or without listeners, and stored in the ledger as a whole.
 */
@Component
public class LiveAnswers {

  /** A turn by the key that it has before it is accepted. */
  private record Turn(String flow, String sourceKey) {}

  private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);

  private final Map<Turn, Set<Listener>> listeners = new ConcurrentHashMap<>();

  /** A caller that listens to one answer; closed when the caller disconnects. */
  public final class Listener implements AutoCloseable {
    private final Queue<String> buffered = new ArrayDeque<>();
    private final Turn turn;
    private Consumer<String> receiver;

    private Listener(Turn turn) {
      this.turn = turn;
    }

    /** Passes on the buffered pieces, and from now on each piece when it arrives. */
    public synchronized void to(Consumer<String> receiver) {
      buffered.forEach(receiver);
      buffered.clear();
      this.receiver = receiver;
    }

    private synchronized void receive(String piece) {
      if (receiver == null) {
        buffered.add(piece);
      } else {
        receiver.accept(piece);
      }
    }

    @Override
    public void close() {
      listeners.computeIfPresent(
          turn,
          (key, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** Listens to an answer from now on. An answer may have several listeners. */
  public Listener listen(String flow, String sourceKey) {
    Listener listener = new Listener(new Turn(flow, sourceKey));
    listeners.compute(
        listener.turn,
        (key, all) -> {
          Set<Listener> added = all == null ? ConcurrentHashMap.newKeySet() : all;
          added.add(listener);
          return added;
        });
    return listener;
  }

  /** Whether a caller of this process listens to an answer. */
  public boolean hasListeners(String flow, String sourceKey) {
    return listeners.containsKey(new Turn(flow, sourceKey));
  }

  /** Passes a piece of an answer to its listeners. A listener that fails does not fail the turn. */
  public void publish(String flow, String sourceKey, String piece) {
    for (Listener listener : listeners.getOrDefault(new Turn(flow, sourceKey), Set.of())) {
      try {
        listener.receive(piece);
      } catch (RuntimeException e) {
        LOG.warn(
            "A caller of flow {} no longer receives its streamed answer; GET the job for the whole"
                + " answer",
            flow,
            e);
        listener.close();
      }
    }
  }
}
