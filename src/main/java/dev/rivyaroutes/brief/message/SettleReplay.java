package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what a person ordered to take again, by what became of its briefs. */
final class SettleReplay {
  private static final Logger LOG = LoggerFactory.getLogger(SettleReplay.class);

  /** A manifest may have many rows; the ledger keeps a text of 2,000 characters. */
  private static final int MOST_NAMED = 60;

  static final Refusal UNHANDLED =
      Refusal.of(
          "unhandled",
          "The flow ended without handing it to rivya-generation-sink or rivya-chat-sink."
              + " Correct the flow, then order to take it again.");

  private final OrderedReplays replays;

  SettleReplay(OrderedReplays replays) {
    this.replays = replays;
  }

  /** Why a message makes no job, of which at least one brief was refused. */
  static Refusal refusal(Acceptances acceptances) {
    List<Acceptance> refused = acceptances.with(Outcome.REFUSED);
    List<Acceptance> first = refused.subList(0, Math.min(refused.size(), MOST_NAMED));
    return new Refusal(
        "refused",
        Cause.truncated(new Acceptances(first).reasons().strip().replace("\n", " ")),
        refused.get(0).jobId());
  }

  /**
   * @param note a further sentence with a space before it, or empty
   */
  void taken(ReceivedMessage message, Acceptances acceptances, String note) {
    List<String> made = new Acceptances(acceptances.with(Outcome.ACCEPTED)).jobs();
    List<String> known = new ArrayList<>(acceptances.jobs());
    known.removeAll(new HashSet<>(made));
    String outcome = outcome(made.isEmpty() ? known : made);
    if (!made.isEmpty() && !known.isEmpty()) {
      outcome += " Jobs that were accepted before: " + known.size() + ".";
    }
    replays.recordTaken(message.replay(), outcome + note, made, known);
  }

  private static String outcome(List<String> jobs) {
    int more = jobs.size() - MOST_NAMED;
    return "Taken again as job %s%s."
        .formatted(
            jobs.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
            more > 0 ? " and " + more + " more" : "");
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
