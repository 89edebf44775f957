package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import dev.rivyaroutes.brief.poll.PollClaim;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.brief.poll.PollReports;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.Iterator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that all Kamelets of message sources share; Camel creates one for each use. A message
 * is acknowledged only after the ledger has its briefs, or the quarantine has the message.
 */
public class MessageLoop {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLoop.class);
  private static final String MESSAGE = "rivyaMessage";
  private static final String SETTLING = "rivyaMessageSettling";

  private final CamelContext camel;
  private final PollReports reports;
  private final QuarantineMessages quarantine;
  private final OrderedReplays replays;
  private final Clock clock;
  private final SourceSwitch flow;
  private MessageSource source;
  private SettleMessage settle;
  private SettleFailedMessage failed;
  private PollReport report;
  private PollClaim claim;
  private PollSchedule schedule;
  private ReportPoll ended;
  private MessagePoll poll;
  private MessageBatch batch;
  private Place place;

  MessageLoop(
      CamelContext camel,
      PollReports reports,
      QuarantineMessages quarantine,
      OrderedReplays replays,
      Clock clock) {
    this.camel = camel;
    this.reports = reports;
    this.quarantine = quarantine;
    this.replays = replays;
    this.clock = clock;
    this.flow = new SourceSwitch(camel);
  }

  public void setSource(MessageSource source) {
    this.source = source;
  }

  public void start() {
    source = ReplaceSource.of(source, camel);
    report = reports.of(source.kind(), source.address(), source.delay());
    settle = new SettleMessage(source, quarantine, replays, report);
    failed = new SettleFailedMessage(settle, camel);
    claim = source.isShared() ? reports.sharedClaimOf(report) : reports.claimOf(report);
    schedule = new PollSchedule(clock, source.delay());
    ended = new ReportPoll(source, report, claim, schedule, flow);
  }

  /**
   * The messages of this poll, read lazily. None if no poll is due, the flow is off, the ledger is
   * unavailable, or another replica polls.
   */
  public Iterator<ReceivedMessage> messages(Exchange exchange) {
    endPoll();
    String kameletRoute = exchange.getFromRouteId();
    if (camel.isStopping() || !flow.isInForce(exchange)) {
      claim.release();
      source.standBy();
    } else if (flow.isOn(kameletRoute) && schedule.isDue(source.hasNews())) {
      begin(kameletRoute);
    }
    return poll == null ? Collections.emptyIterator() : poll;
  }

  private void begin(String kameletRoute) {
    report.begin(kameletRoute);
    if (place == null) {
      place = Place.of(camel, kameletRoute, report.route());
      replays.listen(place.route(), schedule::wake);
    }
    try {
      if (claim.acquire()) {
        schedule.begin();
        batch = new MessageBatch(source.isBatched(), settle, failed, place, this::settled);
        poll =
            new MessagePoll(
                source,
                replays,
                place.route(),
                claim,
                () -> !camel.isStopping() && flow.isOn(kameletRoute),
                clock);
        return;
      }
    } catch (RuntimeException e) {
      LOG.debug("The claim of {} could not be renewed", report, e);
    }
    ended.standBy();
  }

  /** Replaces a message by its briefs. */
  public void open(Exchange exchange) throws Exception {
    ReceivedMessage message = exchange.getMessage().getBody(ReceivedMessage.class);
    exchange.setProperty(MESSAGE, message);
    if (!message.isReplay() && !poll.isOpen()) {
      throw new PollEnded();
    }
    exchange.getMessage().setBody(source.open(message));
  }

  /** Hands in one brief of a message. */
  public void handIn(Exchange exchange) throws Exception {
    exchange.getMessage().getBody(HandIn.class).handIn(exchange);
    ReceivedMessage message = message(exchange);
    batch.join(message, exchange);
    // A refused brief may be corrected by the flow, and then its own id must be free.
    String id = exchange.getVariable(Variables.SOURCE_ID, String.class);
    exchange.setVariable(Variables.REFUSAL_ID, message.refusalId(id));
  }

  /** Settles a message, now that the ledger has the outcomes of its briefs. */
  public void settle(Exchange exchange) throws IOException {
    exchange.setProperty(SETTLING, true);
    batch.add(message(exchange), exchange);
  }

  private void settled(ReceivedMessage message) {
    report.recordActivity();
    poll.settled(message);
  }

  /** Settles a message that a step refused or could not process. */
  public void fail(Exchange exchange) {
    ReceivedMessage message = message(exchange);
    Exception problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (problem instanceof PollEnded) {
      return;
    }
    try {
      if (exchange.getProperty(SETTLING) == null && batch.settleFailed(message, problem)) {
        return;
      }
      if (message.isReplay()) {
        replays.retry(message.replay(), PlainWords.of(problem));
      } else {
        source.failed(message);
        poll.fail(problem);
      }
    } catch (IOException | RuntimeException e) {
      poll.fail(e);
    }
  }

  /** Ends the poll, and reports it. */
  public void end(Exchange exchange) {
    endPoll();
  }

  private void endPoll() {
    if (poll == null) {
      return;
    }
    if (poll.isOpen()) {
      try {
        batch.settle();
      } catch (IOException | RuntimeException e) {
        poll.fail(e);
      }
    }
    Exception failure = poll.failure().orElse(null);
    try {
      poll.end();
    } catch (RuntimeException e) {
      failure = failure == null ? e : failure;
    }
    poll = null;
    ended.ended(failure);
  }

  private static ReceivedMessage message(Exchange exchange) {
    return exchange.getProperty(MESSAGE, ReceivedMessage.class);
  }
}
