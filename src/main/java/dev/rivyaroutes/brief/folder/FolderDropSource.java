package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.FileBrief;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * One folder-drop-source: which files are briefs, and what becomes of a file once the ledger has
 * its brief. A file is moved only after that; one that failed, or changed meanwhile, stays where it
 * is and is tried again. Its id is its relative path, size and time, so that a crash before the
 * move makes a duplicate, not a second job; its content is part of that too. Documents go before
 * the files that they may name. Made by Camel, once for each use.
 */
public class FolderDropSource
    implements GenericFileFilter<File>,
        GenericFileProcessStrategy<File>,
        PollingConsumerPollStrategy,
        Comparator<GenericFile<File>> {
  private static final Logger LOG = LoggerFactory.getLogger(FolderDropSource.class);
  private static final String DROPPED = "rivyaDroppedFile";

  private final FolderDropSettings settings = new FolderDropSettings();
  private final LogOnce troubles = new LogOnce(LOG);
  private final LogOnce stuck = new LogOnce(LOG);
  private final Clock clock;
  private final SourceSwitch flow;
  private final BriefProperties limits;
  private StableFiles settled;
  private PendingBriefs waiting;
  private SelectFiles find;
  private MoveHandledFile aside;
  private Path root;

  /** A file as it was when its brief was begun. */
  private record Dropped(Path file, String relative, String id, String waitId) {}

  FolderDropSource(CamelContext camel, Clock clock, BriefProperties limits) {
    this.limits = limits;
    this.clock = clock;
    this.flow = new SourceSwitch(camel);
  }

  public FolderDropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters; a wrong one stops the start. */
  public void start() {
    root = settings.root();
    settled = new StableFiles(clock, settings.stability());
    waiting = new PendingBriefs(clock, limits.waitForFiles());
    find = new SelectFiles(settings, settled, waiting, troubles);
    aside = new MoveHandledFile(clock, root, settings.done(), settings.refused());
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    if (flow.isOn(settings.routeId())) {
      find.checkRoot();
    }
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int files) {
    // Each file had its own end.
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int attempt, Exception cause) {
    LOG.warn("{} could not be read; the next look tries again: {}", root, PlainWords.of(cause));
    return false;
  }

  @Override
  public boolean accept(GenericFile<File> candidate) {
    return flow.isOn(settings.routeId()) && find.accept(candidate);
  }

  @Override
  public int compare(GenericFile<File> one, GenericFile<File> other) {
    return Boolean.compare(isMedia(one), isMedia(other));
  }

  private static boolean isMedia(GenericFile<File> file) {
    return BriefFormat.ofEnding(file.getFileNameOnly()) == BriefFormat.MEDIA;
  }

  @Override
  public boolean begin(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> begun)
      throws IOException {
    Path file = SelectFiles.path(begun);
    try {
      return settled.isSettled(file) && begin(file, exchange);
    } catch (NoSuchFileException e) {
      return false; // Another replica has moved it.
    } catch (IOException e) {
      settled.again(file);
      troubles.warn(
          file, "%s is not taken: %s Other files go on.".formatted(file, LogOnce.reason(e)));
      return false;
    }
  }

  private boolean begin(Path file, Exchange exchange) throws IOException {
    String relative = find.relative(file);
    String waitId = find.waitId(file);
    boolean mayWait = waiting.mayWait(waitId);
    if (mayWait && find.mayBeNamedSoon(file)) {
      return false;
    }
    DroppedFile body = new DroppedFile(root, root.relativize(file));
    body.getInputStream().close();
    troubles.over(file, file + " is taken now.");
    Dropped dropped = new Dropped(file, relative, id(file, relative), waitId);
    exchange.setProperty(DROPPED, dropped);
    new FileBrief(mayWait).set(exchange);
    Origin.folder(settings.directory()).set(exchange);
    exchange.setVariable(Variables.SOURCE_ID, dropped.id());
    exchange.setVariable(Variables.SOURCE_NAME, relative);
    exchange.setVariable(Variables.SIBLINGS, new FolderSiblings(settings, file, settled, !mayWait));
    exchange.getMessage().setBody(body);
    return true;
  }

  private static String id(Path file, String relative) throws IOException {
    BasicFileAttributes now = StableFiles.attributes(file);
    return relative + "|" + now.size() + "|" + now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }

  @Override
  public void commit(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled)
      throws IOException {
    Dropped dropped = exchange.getProperty(DROPPED, Dropped.class);
    Acceptances acceptances = Acceptances.of(exchange.getVariable(Variables.ACCEPTANCE));
    Optional<Acceptance> waits = acceptances.first(Outcome.WAITING);
    try {
      if (acceptances.all().isEmpty()) {
        settled.failed(dropped.file());
        LOG.warn(
            "{} stays in {}: its flow ended without handing it to rivya-generation-sink. Mend the"
                + " flow, or keep such files out by the source's parameter exclude.",
            dropped.relative(),
            root);
      } else if (waits.isPresent()) {
        settled.again(dropped.file());
        waiting.waits(dropped.waitId(), dropped.relative(), waits.get().problem());
      } else if (!id(dropped.file(), dropped.relative()).equals(dropped.id())) {
        LOG.info("{} changed while it was read; it is read again", dropped.relative());
      } else {
        acceptances.tellReference(dropped.relative());
        aside.settle(dropped.file(), dropped.relative(), acceptances.all());
        stuck.over(dropped.file(), dropped.file() + " is moved now.");
        forget(dropped);
        TellKnown.tell(dropped.relative(), acceptances.all());
      }
    } catch (NoSuchFileException e) {
      forget(dropped); // Another replica has moved it.
    } catch (IOException e) {
      settled.failed(dropped.file());
      stuck.warn(
          dropped.file(),
          "%s is in the ledger and stays where it is, because it cannot be moved: %s The move is tried again."
              .formatted(dropped.file(), aside.reason(dropped.file(), e)));
    }
  }

  private void forget(Dropped dropped) {
    settled.forget(dropped.file());
    waiting.forget(dropped.waitId());
    troubles.forget(dropped.file());
  }

  @Override
  public void rollback(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled) {
    Path file = SelectFiles.path(handled);
    settled.failed(file);
    LOG.warn(
        "{} stays in {} and is tried again: {}",
        root.relativize(file),
        root,
        exchange.getException() == null
            ? "its flow failed"
            : PlainWords.of(exchange.getException()));
  }

  @Override
  public void prepareOnStartup(
      GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {
    // Nothing is left behind by a crash that the next poll does not mend.
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
