package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.FileBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.time.Clock;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The steps of one s3-drop-source: which objects are new, how one is opened, and what becomes of it
 * once the ledger has its brief. An object that fails is set aside and starves no other; one that
 * changed after it was listed is left for the next look. Made by Camel, once for each use.
 */
public class S3DropSource {
  private static final Logger LOG = LoggerFactory.getLogger(S3DropSource.class);
  private static final String OBJECT = "rivyaS3Object";
  private static final String STREAM = "rivyaS3Stream";

  private final S3DropSettings settings = new S3DropSettings();
  private final S3Connections connections;
  private final AcceptJobs ledger;
  private final CamelContext camel;
  private final SourceSwitch flowSwitch;
  private final Clock clock;
  private final BriefProperties limits;
  private final PollBackoff aside = new PollBackoff();
  private final RecentIds seen = new RecentIds();
  private PendingBriefs waiting;
  private S3Connection connection;
  private AcknowledgeObject acknowledge;
  private FlowsOfSource flows;
  private FailedObjects failed;

  S3DropSource(
      S3Connections connections,
      AcceptJobs ledger,
      CamelContext camel,
      Clock clock,
      BriefProperties limits) {
    this.limits = limits;
    this.connections = connections;
    this.ledger = ledger;
    this.camel = camel;
    this.flowSwitch = new SourceSwitch(camel);
    this.clock = clock;
  }

  public S3DropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters; a wrong one stops the start. */
  public void start() {
    settings.check();
    connection = connections.get(settings.connection());
    acknowledge = settings.acknowledge(connection.client());
    waiting = new PendingBriefs(clock, limits.waitForFiles());
    failed = new FailedObjects(connection, aside);
    flows = new FlowsOfSource(camel, settings.flow(), settings.address());
  }

  /**
   * The objects to read now, page by page; ends early when the flow or the program stops, or when
   * objects fail and the ledger is away.
   */
  public Iterator<S3Object> newObjects(Exchange exchange) {
    String route = exchange.getFromRouteId();
    failed.nextLook();
    if (aside.rests(settings.address())) {
      return Collections.emptyIterator();
    }
    SelectObjects filter =
        new SelectObjects(settings, ledger, flows.of(route), seen, aside, waiting, acknowledge);
    return new ListBucket(
        connection.client(),
        settings.bucket(),
        settings.prefix(),
        page -> {
          aside.forget(settings.address());
          return filter.apply(page);
        },
        () -> goesOn(route),
        this::listingFailed);
  }

  private boolean goesOn(String route) {
    return !camel.isStopping() && flowSwitch.isOn(route) && ledgerIsThere(route);
  }

  /** Objects that fail end no look; a ledger that is away does, since all would fail. */
  private boolean ledgerIsThere(String route) {
    if (!failed.manyMore()) {
      return true;
    }
    try {
      BriefId any = BriefId.of(settings.address());
      flows.of(route).forEach(flow -> ledger.findKnown(flow, List.of(any)));
      return true;
    } catch (RuntimeException e) {
      listingFailed(e);
      return false;
    }
  }

  /** Notes which object it is, and asks for exactly what was listed. */
  public void request(Exchange exchange) {
    S3Object object = exchange.getMessage().getBody(S3Object.class);
    exchange.setProperty(OBJECT, object);
    exchange.getMessage().setBody(object.read());
  }

  /** Takes the opened object over. */
  public void opened(Exchange exchange) throws S3ObjectChanged, OwnS3Object {
    S3Object object = object(exchange);
    @SuppressWarnings("unchecked")
    ResponseInputStream<GetObjectResponse> stream =
        exchange.getMessage().getBody(ResponseInputStream.class);
    GetObjectResponse found = stream.response();
    if (found.eTag() != null && !object.hasETag(found.eTag())) {
      stream.abort();
      throw new S3ObjectChanged(object);
    }
    if (S3Connection.isWrittenByUs(found.metadata())) {
      stream.abort();
      seen.add(object.id());
      throw new OwnS3Object(object);
    }
    exchange.getMessage().setBody(new S3ObjectStream(stream));
    exchange.setProperty(STREAM, stream);
    Origin.s3(object.bucket()).set(exchange);
    exchange.setVariable(Variables.SOURCE_ID, object.id());
    exchange.setVariable(Variables.SOURCE_NAME, object.key());
    exchange.setVariable(Variables.SOURCE_TYPE, found.contentType());
    exchange.setProperty(ReadBriefs.ENCODING, found.contentEncoding());
    boolean mayWait = waiting.mayWait(object.id());
    new FileBrief(mayWait).set(exchange);
    exchange.setVariable(
        Variables.SIBLINGS, new S3Siblings(connection, object, settings, !mayWait));
  }

  /** Does what {@code after} says, now that the ledger has the brief. */
  public void acknowledge(Exchange exchange) throws S3ObjectChanged {
    S3Object object = object(exchange);
    Acceptances acceptances = Acceptances.of(exchange.getVariable(Variables.ACCEPTANCE));
    if (acceptances.all().isEmpty()) {
      LOG.info(
          "No step accepted {}. It stays where it is and is not read again before a restart.",
          object.address());
    } else if (acceptances.first(Outcome.WAITING).isPresent()) {
      waiting.waits(object.id(), object.key(), acceptances.first(Outcome.WAITING).get().problem());
      return;
    } else if (acceptances.hasRefusals()) {
      acknowledge.refused(object, acceptances.problems());
    } else {
      acceptances.tellReference(object.address());
      acknowledge.accepted(object);
    }
    seen.add(object.id());
    aside.forget(object.id());
    waiting.forget(object.id());
  }

  /** Lets an object that failed rest, and the others go on. */
  public void setAside(Exchange exchange) {
    S3Object object = object(exchange);
    Throwable problem = unwrapped(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    ResponseInputStream<?> stream = exchange.getProperty(STREAM, ResponseInputStream.class);
    if (stream != null) {
      stream.abort();
    }
    if (problem instanceof OwnS3Object) {
      LOG.debug(problem.getMessage());
      return;
    }
    if (problem instanceof S3ObjectChanged || stream == null && isChange(problem)) {
      LOG.debug("{} changed after it was listed; the next look finds what it is", object.address());
      return;
    }
    failed.failed(object, problem);
  }

  /** What a step threw, without the words that Camel puts around it. */
  private static Throwable unwrapped(Throwable problem) {
    Throwable inner = problem;
    while (inner instanceof CamelExchangeException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static boolean isChange(Throwable problem) {
    return problem instanceof S3Exception answer
        && (answer.statusCode() == 404 || answer.statusCode() == 412);
  }

  /** Lets the whole bucket rest when it cannot be listed, or the ledger cannot be asked. */
  private void listingFailed(RuntimeException problem) {
    LOG.error(
        "No briefs come from {}; it is tried again after {} look(s). {}",
        settings.address(),
        aside.failed(settings.address()),
        failed.reason("list " + settings.address(), problem));
  }

  private static S3Object object(Exchange exchange) {
    return exchange.getProperty(OBJECT, S3Object.class);
  }
}
