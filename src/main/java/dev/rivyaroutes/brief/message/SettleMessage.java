package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles the messages of one source: acknowledges, quarantines, or ends a replay. */
final class SettleMessage {
  private static final Logger LOG = LoggerFactory.getLogger(SettleMessage.class);

  private final MessageSource source;
  private final QuarantineMessages quarantine;
  private final SettleReplay replays;
  private final PollReport report;

  SettleMessage(
      MessageSource source,
      QuarantineMessages quarantine,
      OrderedReplays replays,
      PollReport report) {
    this.source = source;
    this.quarantine = quarantine;
    this.replays = new SettleReplay(replays);
    this.report = report;
  }

  /**
   * Where a message arrived.
   *
   * @param flows the flows that the route feeds; null if unknown
   */
  record Place(String route, String flows) {

    static Place of(CamelContext camel, String kameletRoute, String route) {
      String flows =
          FlowsOfSource.readers(camel, kameletRoute)
              .flatMap(reader -> FlowsOfSource.fed(camel, reader))
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      return new Place(route, flows.isEmpty() ? null : flows);
    }
  }

  /** Settles a message by what became of its briefs. */
  void settle(ReceivedMessage message, Acceptances acceptances, Place place) throws IOException {
    switch (acceptances.verdict()) {
      case ACCEPTED -> accepted(message, acceptances);
      case REFUSED, PARTLY_REFUSED -> refused(message, SettleReplay.refusal(acceptances), place);
      case UNHANDLED -> refused(message, SettleReplay.UNHANDLED, place);
      case WAITING -> waiting(message, acceptances);
    }
  }

  private void waiting(ReceivedMessage message, Acceptances acceptances) throws IOException {
    if (message.isReplay()) {
      throw new IOException(acceptances.with(Outcome.WAITING).get(0).problem());
    }
    source.postpone(message, acceptances);
  }

  private void accepted(ReceivedMessage message, Acceptances acceptances) throws IOException {
    if (message.isReplay()) {
      source.taken(message);
      replays.taken(message, acceptances, "");
    } else {
      source.acknowledge(message, true, acceptances.jobs());
    }
  }

  /** Quarantines a message; a replay stays there, with the new reason. */
  void refused(ReceivedMessage message, Refusal refusal, Place place) throws IOException {
    if (message.isReplay()) {
      replays.refused(message, refusal, place);
    } else {
      quarantine.keep(place, message, refusal, null);
      source.acknowledge(
          message, false, refusal.jobId() == null ? List.of() : List.of(refusal.jobId()));
    }
  }

  void skipped(ReceivedMessage message, String reason, Place place) throws IOException {
    if (message.isReplay()) {
      refused(message, Refusal.of("skipped", reason), place);
    } else {
      LOG.info(
          "Route {}: {} is passed over: {}",
          place.route(),
          BriefText.quote(message.name()),
          reason);
      source.passOver(message);
      report.recordPassedOver();
    }
  }
}
