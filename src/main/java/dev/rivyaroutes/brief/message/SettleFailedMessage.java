package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.form.TransientFailures;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles a message that its source or a step refused, or that cannot be read for good. */
final class SettleFailedMessage {
  private static final Logger LOG = LoggerFactory.getLogger(SettleFailedMessage.class);
  private static final int UNREADABLE_POLLS = 3;

  private final SettleMessage settle;
  private final CamelContext camel;

  /** How often each message could not be read. */
  private final Map<String, Integer> unreadable = new LatestEntries<>(1_000);

  SettleFailedMessage(SettleMessage settle, CamelContext camel) {
    this.settle = settle;
    this.camel = camel;
  }

  /**
   * @return false if the failure is transient, so that the message is to be read again
   */
  boolean settle(ReceivedMessage message, Exception problem, Place place) throws IOException {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof MessageSkipped skipped) {
        settle.skipped(message, skipped.getMessage(), place);
        return true;
      }
      if (t instanceof MessageRefused refused) {
        settle.refused(message, refused.refusal(), place);
        return true;
      }
      if (t instanceof MessageUnreadable) {
        return settleUnreadable(message, t, place);
      }
    }
    if (camel.isStopping() || TransientFailures.isTransient(problem)) {
      return false;
    }
    LOG.debug("A message could not be processed", problem);
    settle.refused(message, refusal(problem), place);
    return true;
  }

  private boolean settleUnreadable(ReceivedMessage message, Throwable problem, Place place)
      throws IOException {
    if (message.isReplay()) {
      settle.refused(message, refusal(problem), place);
    } else if (unreadable.merge(message.id(), 1, Integer::sum) < UNREADABLE_POLLS) {
      return false;
    } else {
      settle.refused(message.withoutRaw(), refusal(problem), place);
    }
    unreadable.remove(message.id());
    return true;
  }

  static Refusal refusal(Throwable problem) {
    String why = PlainWords.of(problem).replaceFirst("[.\\s]+$", "");
    return Refusal.of("unreadable", "It could not be read: " + why + ".");
  }
}
