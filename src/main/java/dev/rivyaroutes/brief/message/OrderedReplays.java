package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.ledger.quarantine.ReplayQuarantined;
import dev.rivyaroutes.media.MediaStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The quarantined messages that a person ordered to take again, as messages of their source. */
@Component
public class OrderedReplays {
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final ReplayQuarantined replays;
  private final MediaStore store;
  private final WorkSignal signal;
  private final Clock clock;

  public OrderedReplays(
      ReplayQuarantined replays, MediaStore store, WorkSignal signal, Clock clock) {
    this.replays = replays;
    this.store = store;
    this.signal = signal;
    this.clock = clock;
  }

  /** Calls the listener when a person orders a replay for the route in this process. */
  void listen(String route, Runnable listener) {
    signal.listen(ReplayQuarantined.queue(route), at -> listener.run());
  }

  /** Claims the next order for the route. */
  Optional<ReceivedMessage> next(String route) {
    return replays.claim(route).map(this::message);
  }

  private ReceivedMessage message(QuarantinedMessage ordered) {
    RefusedMessage refused = ordered.message();
    MessageKey key = refused.key();
    RawMessage raw = refused.raw();
    return new ReceivedMessage(
        Origin.message(key.source(), key.caller()),
        key.id(),
        refused.name(),
        refused.receivedAt(),
        new MessageBytes(raw.contentType(), raw.encoding(), () -> open(raw)),
        null,
        null,
        ordered);
  }

  private InputStream open(RawMessage raw) throws IOException {
    try {
      return store.open(raw.sha256());
    } catch (FileNotFoundException e) {
      throw new MessageUnreadable("its bytes are no longer in the media store", e);
    }
  }

  void recordTaken(
      QuarantinedMessage ordered, String outcome, List<String> made, List<String> known) {
    replays.recordTaken(ordered, outcome, made, known);
  }

  void recordRefused(QuarantinedMessage ordered, Refusal refusal) {
    replays.recordRefused(ordered, refusal);
  }

  void retry(QuarantinedMessage ordered, String cause) {
    replays.retry(ordered, cause, clock.instant().plus(RETRY));
  }
}
