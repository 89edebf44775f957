package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.Heartbeats;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes the loops that claim work, each with a thread of its own. */
@Component
public class ClaimLoops {

  private final WorkSignal signal;
  private final Clock clock;
  private final DatabaseAvailability ledger;
  private final Heartbeats hearts;

  public ClaimLoops(
      WorkSignal signal, Clock clock, DatabaseAvailability ledger, Heartbeats hearts) {
    this.signal = signal;
    this.clock = clock;
    this.ledger = ledger;
    this.hearts = hearts;
  }

  /** A loop over the queues, which does not run yet. */
  <T> ClaimLoop<T> of(String name, List<WorkQueue<T>> queues, ClaimLoop.Worker<T> worker) {
    return new ClaimLoop<>(name, queues, worker, signal, clock, ledger, hearts);
  }
}
