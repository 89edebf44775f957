package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.brief.poll.PollReports;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
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
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.ScheduledPollConsumer;
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

  private final FolderDropSettings settings = new FolderDropSettings();
  private final LogOnce problems = new LogOnce(LOG);
  private final Clock clock;
  private final SourceSwitch flow;
  private final FileWaits waits;
  private final PollReports reports;
  private final FileQuarantines quarantines;
  private SelectFiles select;
  private HandInFile handIn;
  private SettleFiles settle;
  private ReportFolderPoll report;
  private TakeFilesAgain again;

  FolderDropSource(
      CamelContext camel,
      Clock clock,
      FileWaits waits,
      PollReports reports,
      FileQuarantines quarantines) {
    this.quarantines = quarantines;
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
    PendingBriefs pending = waits.begin();
    Path root = settings.root();
    StableFiles stable = new StableFiles(clock, settings.stability());
    select = new SelectFiles(settings, stable, pending, problems);
    handIn = new HandInFile(settings, stable, pending, select, problems);
    PollReport polls = reports.of("folder", settings.directory(), settings.delay());
    FileQuarantine quarantine = quarantines.of(polls);
    report = new ReportFolderPoll(polls, select, settings.routeId());
    MoveHandledFile move = new MoveHandledFile(clock, root, settings.done(), settings.refused());
    again = new TakeFilesAgain(settings, stable, move, quarantine);
    settle =
        new SettleFiles(
            root,
            stable,
            new AcknowledgeFile(
                stable, pending, problems, move, new KeepRefusedFile(settings, quarantine)),
            report);
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    if (flow.isOn(settings.routeId())) {
      report.begin();
      again.take((DefaultConsumer) consumer, () -> flow.isOn(settings.routeId()));
    }
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int files) {
    boolean moved = settle.endPoll();
    // A full poll leaves files behind; they do not wait for the delay, unless none could be taken.
    int full = ((GenericFileEndpoint<?>) endpoint).getMaxMessagesPerPoll();
    ((ScheduledPollConsumer) consumer).setGreedy(moved && files >= full);
    if (flow.isOn(settings.routeId())) {
      report.end();
    }
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int attempt, Exception cause) {
    settle.endPoll();
    if (!flow.isPartOfOutage(cause)) {
      report.fail(cause);
    }
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
      GenericFile<File> candidate) {
    if (!flow.isOn(settings.routeId())) {
      return false;
    }
    Optional<OpenedFile> dropped = handIn.handIn(SelectFiles.path(candidate), exchange);
    dropped.ifPresent(file -> settle.begin(file, exchange));
    return dropped.isPresent();
  }

  @Override
  public void commit(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled) {
    settle.handled(exchange);
  }

  @Override
  public void rollback(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled) {
    settle.failed(SelectFiles.path(handled), exchange);
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
