package dev.rivyaroutes.chat;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Who listens to which answer in this process. Whoever reads an answer from Rivya reads it to its
 * end, whether somebody listens or not; the ledger, not the listener, has the whole.
 */
@Component
public class LiveAnswers {

  /** A turn by what is known of it before it is accepted. */
  private record Turn(String flow, String sourceId) {}

  private final Map<Turn, Listener> listeners = new ConcurrentHashMap<>();

  /** A caller that listens to one answer; closed when it goes away. */
  public final class Listener implements AutoCloseable {
    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    private final Turn turn;

    private Listener(Turn turn) {
      this.turn = turn;
    }

    /** The next piece of the answer; null when none comes within the time. */
    public String next(long millis) throws InterruptedException {
      return pieces.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** The next piece that has come already; null when there is none. */
    public String poll() {
      return pieces.poll();
    }

    @Override
    public void close() {
      listeners.remove(turn, this);
    }
  }

  /** Listens from now on; of two that listen to the same answer the later one gets its pieces. */
  public Listener listen(String flow, String sourceId) {
    Turn turn = new Turn(flow, sourceId);
    Listener listener = new Listener(turn);
    listeners.put(turn, listener);
    return listener;
  }

  /** Whether a caller of this process listens. */
  public boolean isHeard(String flow, String sourceId) {
    return listeners.containsKey(new Turn(flow, sourceId));
  }

  /** Hands a piece of the answer to the caller that listens, if one does. */
  public void say(String flow, String sourceId, String piece) {
    Listener listener = listeners.get(new Turn(flow, sourceId));
    if (listener != null) {
      listener.pieces.add(piece);
    }
  }
}
