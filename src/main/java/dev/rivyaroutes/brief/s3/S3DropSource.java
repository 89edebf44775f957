package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.poll.PollReports;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The steps of one s3-drop-source; Camel creates one for each use. An object is acknowledged only
 * after the ledger has its brief, and one that fails delays no other.
 */
public class S3DropSource {
  private static final Logger LOG = LoggerFactory.getLogger(S3DropSource.class);
  private static final String OBJECT = "rivyaS3Object";
  private static final String STREAM = "rivyaS3Stream";

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

  S3DropSource(
      S3Connections connections,
      AcceptJobs ledger,
      CamelContext camel,
      FileWaits waits,
      PollReports reports) {
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
    report =
        new ReportBucketPoll(
            reports.of("s3", settings.address(), settings.delay()), backoff, pending, failed);
    flows = new FlowsOfSource(camel, settings.flow(), settings.address());
  }

  /**
   * The objects to read in this poll, page by page. Ends early when the flow or the program stops,
   * or when objects fail and the ledger is unavailable.
   */
  public Iterator<S3Object> newObjects(Exchange exchange) {
    String route = exchange.getFromRouteId();
    failed.nextPoll();
    boolean polls = flowSwitch.isOn(route) && !backoff.isBackingOff(settings.address());
    report.begin(route, polls);
    if (!polls) {
      return Collections.emptyIterator();
    }
    SelectObjects select =
        new SelectObjects(
            settings, ledger, flows.of(route), handled, backoff, pending, acknowledge);
    return new ListBucket(
        connection.client(),
        settings.bucket(),
        settings.prefix(),
        page -> {
          backoff.forget(settings.address());
          return report.found(page, select.apply(page));
        },
        () -> !camel.isStopping() && flowSwitch.isOn(route) && isLedgerAvailable(route),
        problem -> failed.listing(settings.address(), problem));
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
    S3Object object = exchange.getMessage().getBody(S3Object.class);
    exchange.setProperty(OBJECT, object);
    exchange.getMessage().setBody(object.read());
  }

  public void handIn(Exchange exchange) throws S3ObjectSkipped {
    S3Object object = object(exchange);
    @SuppressWarnings("unchecked")
    ResponseInputStream<GetObjectResponse> stream =
        exchange.getMessage().getBody(ResponseInputStream.class);
    GetObjectResponse found = stream.response();
    if (found.eTag() != null && !object.hasETag(found.eTag())) {
      stream.abort();
      throw S3ObjectSkipped.changed(object);
    }
    if (S3Connection.isWrittenByUs(found.metadata())) {
      stream.abort();
      handled.add(object.id());
      throw S3ObjectSkipped.own(object);
    }
    exchange.getMessage().setBody(new S3ObjectStream(stream));
    exchange.setProperty(STREAM, stream);
    boolean mayWait = pending.mayWait(object.id());
    object
        .arrival(found)
        .handIn(exchange, new S3Siblings(connection, object, settings, !mayWait), mayWait);
  }

  /** Does what the parameter {@code after} says, now that the ledger has the brief. */
  public void acknowledge(Exchange exchange) throws S3ObjectSkipped {
    S3Object object = object(exchange);
    Acceptances acceptances = Acceptances.of(exchange);
    switch (acceptances.verdict()) {
      case UNHANDLED ->
          LOG.warn(
              "{} stays where it is and is not read again before a restart: its flow ended without"
                  + " handing it to rivya-generation-sink. Correct the flow, or keep such objects"
                  + " out by the source's parameter suffix.",
              object.address());
      case WAITING -> {
        pending.recordWait(object.id(), object.key(), acceptances);
        return;
      }
      case ACCEPTED -> acknowledge.accepted(object);
      case PARTLY_REFUSED, REFUSED -> acknowledge.refused(object, acceptances.reasons());
    }
    handled.add(object.id());
    report.settled(object);
  }

  public void backOff(Exchange exchange) {
    ResponseInputStream<?> stream = exchange.getProperty(STREAM, ResponseInputStream.class);
    if (stream != null) {
      stream.abort();
    }
    Throwable problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    failed.failed(object(exchange), problem, stream != null);
  }

  private static S3Object object(Exchange exchange) {
    return exchange.getProperty(OBJECT, S3Object.class);
  }
}
