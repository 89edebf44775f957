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
 * Who listens to which answer in this process. Whoever reads an answer from Rivya reads it to its
 * end, whether somebody listens or not; the ledger, not the listener, has the whole.
 */
@Component
public class LiveAnswers {

  /** A turn by the key that it has before it is accepted. */
  private record Turn(String flow, String sourceKey) {}

  private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);

  private final Map<Turn, Set<Listener>> listeners = new ConcurrentHashMap<>();

  /** A caller that listens to one answer; closed when it goes away. */
  public final class Listener implements AutoCloseable {
    private final Queue<String> early = new ArrayDeque<>();
    private final Turn turn;
    private Consumer<String> ear;

    private Listener(Turn turn) {
      this.turn = turn;
    }

    /** Hands on what was said so far, and from now on each piece at once. */
    public synchronized void to(Consumer<String> caller) {
      early.forEach(caller);
      early.clear();
      ear = caller;
    }

    private synchronized void hear(String piece) {
      if (ear == null) {
        early.add(piece);
      } else {
        ear.accept(piece);
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

  /** Listens from now on, beside all others that listen to the same answer. */
  public Listener listen(String flow, String sourceKey) {
    Listener listener = new Listener(new Turn(flow, sourceKey));
    listeners.compute(
        listener.turn,
        (key, all) -> {
          Set<Listener> heard = all == null ? ConcurrentHashMap.newKeySet() : all;
          heard.add(listener);
          return heard;
        });
    return listener;
  }

  /** Whether a caller of this process listens. */
  public boolean isHeard(String flow, String sourceKey) {
    return listeners.containsKey(new Turn(flow, sourceKey));
  }

  /**
   * Hands a piece of the answer to the callers that listen; trouble of theirs is not the turn's.
   */
  public void say(String flow, String sourceKey, String piece) {
    for (Listener listener : listeners.getOrDefault(new Turn(flow, sourceKey), Set.of())) {
      try {
        listener.hear(piece);
      } catch (RuntimeException e) {
        LOG.warn("A caller of flow {} hears no more of its answer while it comes", flow, e);
        listener.close();
      }
    }
  }
}
