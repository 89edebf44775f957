package dev.rivyaroutes.ledger.figures;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reads the ledger at most every ten seconds, however often the metrics are read. Every replica
 * shows the same figures, which are those of the whole ledger.
 */
@Component
final class RecentFigures {

  private static final Logger LOG = LoggerFactory.getLogger(RecentFigures.class);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final ReadFigures read;
  private final DatabaseAvailability database;
  private final Clock clock;
  private Optional<Figures> figures = Optional.empty();
  private Instant readAt = Instant.MIN;
  private boolean stopping;

  RecentFigures(ReadFigures read, DatabaseAvailability database, Clock clock) {
    this.read = read;
    this.database = database;
    this.clock = clock;
  }

  /** The ledger is closed soon. */
  @EventListener(ContextClosedEvent.class)
  synchronized void stop() {
    stopping = true;
  }

  /** Empty if the ledger is unavailable: then nobody knows the figures. */
  synchronized Optional<Figures> get() {
    if (stopping || database.isUnavailable()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (Duration.between(readAt, now).abs().compareTo(FRESH) >= 0) {
      readAt = now;
      figures = read();
    }
    return figures;
  }

  private Optional<Figures> read() {
    try {
      return Optional.of(read.read());
    } catch (RuntimeException e) {
      if (!database.isPartOfOutage(e)) {
        LOG.warn(
            "The figures of the ledger could not be read, so the metrics lack them until the next"
                + " read: {}",
            PlainWords.of(e));
      }
      return Optional.empty();
    }
  }
}
