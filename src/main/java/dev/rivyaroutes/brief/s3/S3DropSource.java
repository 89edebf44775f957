package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.brief.poll.PollReports;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3Connections;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The steps of one s3-drop-source; Camel creates one for each use. An object is acknowledged only
 * after the ledger has its brief, and one that fails delays no other.
 */
public class S3DropSource {
  private final S3Connections connections;
  private final AcceptJobs ledger;
  private final CamelContext camel;
  private final FileWaits waits;
  private PendingBriefs pending;
  private final PollReports reports;
  private final SourceSwitch flowSwitch;
  private final S3DropSettings settings = new S3DropSettings();

  /** The ids that this process has handled. They only save work: the ledger decides on repeats. */
  private final Set<String> handled = LatestEntries.set(100_000);

  private final PollBackoff backoff = new PollBackoff();
  private S3Connection connection;
  private AcknowledgeObject acknowledge;
  private FailedObjects failed;
  private FlowsOfSource flows;
  private ReportBucketPoll report;
  private final FileQuarantines quarantines;
  private FileQuarantine quarantine;
  private TakeObjectsAgain again;
  private TakeObject take;

  S3DropSource(
      S3Connections connections,
      AcceptJobs ledger,
      CamelContext camel,
      FileWaits waits,
      PollReports reports,
      FileQuarantines quarantines) {
    this.quarantines = quarantines;
    this.connections = connections;
    this.ledger = ledger;
    this.camel = camel;
    this.waits = waits;
    this.reports = reports;
    this.flowSwitch = new SourceSwitch(camel);
  }

  public S3DropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters; an invalid one stops the start. */
  public void start() {
    pending = waits.begin();
    settings.check();
    connection = connections.get(settings.connection());
    acknowledge = settings.acknowledge(connection.client());
    failed = new FailedObjects(connection, backoff);
    PollReport polls = reports.of("s3", settings.address(), settings.delay());
    report = new ReportBucketPoll(polls, backoff, pending, failed);
    quarantine = quarantines.of(polls);
    again = new TakeObjectsAgain(settings, connection, acknowledge, quarantine);
    take = new TakeObject(settings, connection, pending, this::settled, again);
    flows = new FlowsOfSource(camel, settings.flow(), settings.address());
  }

  /**
   * The objects to read in this poll, page by page. Ends early when the flow or the program stops,
   * or when objects fail and the ledger is unavailable.
   */
  public Iterator<Object> newObjects(Exchange exchange) {
    String route = exchange.getFromRouteId();
    failed.nextPoll();
    boolean polls = flowSwitch.isOn(route) && !backoff.isBackingOff(settings.address());
    report.begin(route, polls);
    if (!polls) {
      return Collections.emptyIterator();
    }
    quarantine.begin(route);
    SelectObjects select =
        new SelectObjects(settings, known(route), handled, backoff, pending, acknowledge);
    BooleanSupplier proceed =
        () -> !camel.isStopping() && flowSwitch.isOn(route) && isLedgerAvailable(route);
    Consumer<RuntimeException> onProblem = problem -> failed.listing(settings.address(), problem);
    return again.before(
        new ListBucket(
            connection.client(),
            settings.bucket(),
            settings.prefix(),
            page -> {
              backoff.forget(settings.address());
              return report.found(page, select.apply(page));
            },
            proceed,
            onProblem),
        proceed,
        onProblem);
  }

  private KnownObjects known(String route) {
    return new KnownObjects(ledger, flows.of(route), report.route());
  }

  /** Failing objects do not end a poll; an unavailable ledger does, because all would fail. */
  private boolean isLedgerAvailable(String route) {
    if (!failed.manyMore()) {
      return true;
    }
    try {
      BriefId any = BriefId.of(settings.address());
      flows.of(route).forEach(flow -> ledger.findKnown(flow, List.of(any)));
      return true;
    } catch (RuntimeException e) {
      failed.listing(settings.address(), e);
      return false;
    }
  }

  /** Reports the poll, after its last object. */
  public void endPoll() {
    report.end();
  }

  /** Requests exactly the object that was listed. */
  public void request(Exchange exchange) {
    if (!again.begin(exchange)) {
      take.request(exchange);
    }
  }

  public void handIn(Exchange exchange) throws S3ObjectSkipped {
    Optional<ReceivedMessage> ordered = TakeObjectsAgain.ordered(exchange);
    if (ordered.isPresent()) {
      again.handIn(exchange, ordered.get());
    } else {
      take.handIn(exchange);
    }
  }

  /** Does what the parameter {@code after} says, now that the ledger has the brief. */
  public void acknowledge(Exchange exchange) throws Exception {
    Optional<ReceivedMessage> ordered = TakeObjectsAgain.ordered(exchange);
    if (ordered.isPresent()) {
      again.settle(ordered.get(), Acceptances.of(exchange));
    } else {
      take.acknowledge(exchange, Acceptances.of(exchange), known(exchange.getFromRouteId()));
    }
  }

  public void backOff(Exchange exchange) {
    Throwable problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Optional<ReceivedMessage> ordered = TakeObjectsAgain.ordered(exchange);
    if (ordered.isPresent()) {
      again.fail(ordered.get(), problem);
    } else {
      boolean opened = TakeObject.abort(exchange);
      failed.failed(TakeObject.object(exchange), problem, opened);
    }
  }

  private void settled(S3Object object) {
    handled.add(object.id());
    report.settled(object);
  }
}
