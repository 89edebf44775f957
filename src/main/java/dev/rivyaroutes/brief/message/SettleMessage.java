package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles the messages of one source: acknowledges, quarantines, or ends a replay. */
final class SettleMessage {
  private static final Logger LOG = LoggerFactory.getLogger(SettleMessage.class);

  private final MessageSource source;
  private final QuarantineMessages quarantine;
  private final OrderedReplays replays;
  private final PollReport report;

  SettleMessage(
      MessageSource source,
      QuarantineMessages quarantine,
      OrderedReplays replays,
      PollReport report) {
    this.source = source;
    this.quarantine = quarantine;
    this.replays = replays;
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
      case REFUSED, PARTLY_REFUSED -> refused(message, refusal(acceptances), place);
      case UNHANDLED ->
          refused(
              message,
              Refusal.of(
                  "unhandled",
                  "The flow ended without handing the message to rivya-generation-sink or"
                      + " rivya-chat-sink. Correct the flow, then order to take the message again."),
              place);
      case WAITING -> waiting(message, acceptances);
    }
  }

  private void waiting(ReceivedMessage message, Acceptances acceptances) throws IOException {
    if (message.isReplay()) {
      throw new IOException(acceptances.with(Outcome.WAITING).get(0).problem());
    }
    source.postpone(message, acceptances);
  }

  private static Refusal refusal(Acceptances acceptances) {
    return new Refusal(
        "refused",
        acceptances.reasons().strip().replace("\n", " "),
        acceptances.with(Outcome.REFUSED).get(0).jobId());
  }

  private void accepted(ReceivedMessage message, Acceptances acceptances) throws IOException {
    List<String> jobs =
        acceptances.all().stream()
            .map(Acceptance::jobId)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (message.isReplay()) {
      replays.recordTaken(message.replay(), "Taken again as job " + String.join(", ", jobs) + ".");
    } else {
      source.acknowledge(message, true, jobs);
    }
  }

  /** Quarantines a message; a replay stays there, with the new reason. */
  void refused(ReceivedMessage message, Refusal refusal, Place place) throws IOException {
    if (message.isReplay()) {
      replays.recordRefused(message.replay(), refusal);
      LOG.warn(
          "Route {}: the quarantined message {} is refused again ({}): {}",
          place.route(),
          message.replay().id(),
          refusal.code(),
          refusal.reason());
    } else {
      quarantine.keep(place.route(), place.flows(), message, refusal);
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
