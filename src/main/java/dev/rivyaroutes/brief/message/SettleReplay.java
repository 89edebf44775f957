package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what a person ordered to take again, by what became of its briefs. */
final class SettleReplay {
  private static final Logger LOG = LoggerFactory.getLogger(SettleReplay.class);

  static final Refusal UNHANDLED =
      Refusal.of(
          "unhandled",
          "The flow ended without handing the message to rivya-generation-sink or"
              + " rivya-chat-sink. Correct the flow, then order to take the message again.");

  private final OrderedReplays replays;

  SettleReplay(OrderedReplays replays) {
    this.replays = replays;
  }

  /** Why a message makes no job, of which at least one brief was refused. */
  static Refusal refusal(Acceptances acceptances) {
    return new Refusal(
        "refused",
        acceptances.reasons().strip().replace("\n", " "),
        acceptances.with(Outcome.REFUSED).get(0).jobId());
  }

  /**
   * @param note a further sentence with a space before it, or empty
   */
  void taken(ReceivedMessage message, Acceptances acceptances, String note) {
    String jobs = String.join(", ", acceptances.jobs());
    replays.recordTaken(
        message.replay(), "Taken again as job " + jobs + "." + note, acceptances.jobs());
  }

  /** It stays in the quarantine, with the new reason. */
  void refused(ReceivedMessage message, Refusal refusal, Place place) {
    replays.recordRefused(message.replay(), refusal);
    LOG.warn(
        "Route {}: the quarantined message {} is refused again ({}): {}",
        place.route(),
        message.replay().id(),
        refusal.code(),
        refusal.reason());
  }
}
