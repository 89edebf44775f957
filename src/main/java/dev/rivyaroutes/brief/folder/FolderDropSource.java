package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.poll.PollReports;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder-drop-source; Camel creates one for each use. A file is moved only after the ledger has
 * its brief. One that failed, or changed meanwhile, stays where it is and is read again. Documents
 * go before the media files that they may name.
 */
public class FolderDropSource
    implements GenericFileFilter<File>,
        GenericFileProcessStrategy<File>,
        PollingConsumerPollStrategy,
        Comparator<GenericFile<File>> {
  private static final Logger LOG = LoggerFactory.getLogger(FolderDropSource.class);
  private static final String DROPPED = "rivyaDroppedFile";

  private final FolderDropSettings settings = new FolderDropSettings();
  private final LogOnce problems = new LogOnce(LOG);
  private final Clock clock;
  private final SourceSwitch flow;
  private final FileWaits waits;
  private PendingBriefs pending;
  private final PollReports reports;
  private StableFiles stable;
  private SelectFiles select;
  private AcknowledgeFile acknowledge;
  private Path root;
  private ReportFolderPoll report;

  FolderDropSource(CamelContext camel, Clock clock, FileWaits waits, PollReports reports) {
    this.waits = waits;
    this.reports = reports;
    this.clock = clock;
    this.flow = new SourceSwitch(camel);
  }

  public FolderDropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters; an invalid one stops the start. */
  public void start() {
    pending = waits.begin();
    root = settings.root();
    stable = new StableFiles(clock, settings.stability());
    select = new SelectFiles(settings, stable, pending, problems);
    report =
        new ReportFolderPoll(
            reports.of("folder", settings.directory(), settings.delay()),
            select,
            settings.routeId());
    acknowledge =
        new AcknowledgeFile(
            root,
            stable,
            pending,
            problems,
            new MoveHandledFile(clock, root, settings.done(), settings.refused()));
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    if (flow.isOn(settings.routeId())) {
      report.begin();
    }
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int files) {
    if (flow.isOn(settings.routeId())) {
      report.end();
    }
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int attempt, Exception cause) {
    report.fail(cause);
    return false;
  }

  @Override
  public boolean accept(GenericFile<File> candidate) {
    return flow.isOn(settings.routeId()) && select.accept(candidate);
  }

  @Override
  public int compare(GenericFile<File> one, GenericFile<File> other) {
    return Boolean.compare(isMedia(one), isMedia(other));
  }

  private static boolean isMedia(GenericFile<File> file) {
    return BriefFormat.ofExtension(file.getFileNameOnly()) == BriefFormat.MEDIA;
  }

  @Override
  public boolean begin(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> candidate)
      throws IOException {
    Path file = SelectFiles.path(candidate);
    try {
      return stable.isStable(file) && handIn(file, exchange);
    } catch (NoSuchFileException e) {
      return false; // Another replica has moved it.
    } catch (IOException e) {
      stable.again(file);
      problems.warn(
          file,
          "%s cannot be read: %s Other files are processed.".formatted(file, LogOnce.reason(e)));
      return false;
    }
  }

  private boolean handIn(Path file, Exchange exchange) throws IOException {
    DroppedFile dropped = DroppedFile.of(root, file);
    boolean mayWait = pending.mayWait(dropped.waitId());
    if (mayWait && select.mayBeNamedSoon(file)) {
      return false;
    }
    dropped.getInputStream().close();
    problems.solved(file, file + " can be read now.");
    exchange.setProperty(DROPPED, dropped);
    new Arrival(Origin.folder(settings.directory()), dropped.id(), dropped.relative())
        .handIn(exchange, new FolderSiblings(settings, file, stable, !mayWait), mayWait);
    exchange.getMessage().setBody(dropped);
    return true;
  }

  @Override
  public void commit(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled) {
    DroppedFile dropped = exchange.getProperty(DROPPED, DroppedFile.class);
    report.settled(dropped, acknowledge.acknowledge(dropped, Acceptances.of(exchange)));
  }

  @Override
  public void rollback(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled) {
    Path file = SelectFiles.path(handled);
    stable.failed(file);
    LOG.warn(
        "{} could not be processed and stays in {}; it is retried: {}",
        root.relativize(file),
        root,
        exchange.getException() == null
            ? "its flow failed"
            : PlainWords.of(exchange.getException()));
  }

  @Override
  public void prepareOnStartup(
      GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {
    // A crash leaves only files that the next poll reads again.
  }

  @Override
  public void abort(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> file) {
    // Nothing was begun.
  }
}
