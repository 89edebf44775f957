package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.media.DiskTrouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder-drop-source: which files are briefs, and what becomes of a file once the ledger has
 * its brief. A file is moved only after that; one that failed, or changed meanwhile, stays where it
 * is and is tried again. Its id is its relative path, size and time, so that a crash before the
 * move makes a duplicate, not a second job; its content is part of that too. Made by Camel, once
 * for each use.
 */
public class FolderDrop implements GenericFileFilter<File>, GenericFileProcessStrategy<File> {
  private static final Logger LOG = LoggerFactory.getLogger(FolderDrop.class);
  private static final String DROPPED = "rivyaDroppedFile";
  private static final List<String> UNFINISHED =
      List.of("~", ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".swp");

  private final FolderDropSettings settings = new FolderDropSettings();
  private final Clock clock;
  private final SourceSwitch flow;
  private final UnreadableNames names = new UnreadableNames();
  private SettledFiles settled;
  private PutAside aside;
  private Path root;
  private Path done;
  private Path refused;

  /** A file as it was when its brief was begun. */
  private record Dropped(Path file, String relative, String id) {}

  FolderDrop(CamelContext camel, Clock clock) {
    this.clock = clock;
    this.flow = new SourceSwitch(camel);
  }

  public FolderDropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters; a wrong one stops the start. */
  public void start() {
    root = settings.root();
    done = settings.done();
    refused = settings.refused();
    settled = new SettledFiles(clock, settings.stability());
    aside = new PutAside(clock, done, refused);
  }

  @Override
  public boolean accept(GenericFile<File> candidate) {
    try {
      Path file = path(candidate);
      if (!isOurs(file) || !flow.isOn(settings.routeId())) {
        return false;
      }
      return candidate.isDirectory()
          ? SettledFiles.attributes(file).isDirectory()
          : settled.isSettled(file);
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} cannot be looked at and is passed over", candidate, e);
      names.tell(candidate.getAbsoluteFilePath());
      return false;
    }
  }

  private boolean isOurs(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return file.startsWith(root)
        && !file.startsWith(done)
        && !file.startsWith(refused)
        && !name.startsWith(".")
        && UNFINISHED.stream().noneMatch(name::endsWith);
  }

  @Override
  public boolean begin(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> begun)
      throws IOException {
    Path file = path(begun);
    try {
      if (!settled.isSettled(file)) {
        return false;
      }
      String relative = root.relativize(file).toString().replace(File.separatorChar, '/');
      Dropped dropped = new Dropped(file, relative, id(file, relative));
      exchange.setProperty(DROPPED, dropped);
      Origin.folder(settings.directory()).set(exchange);
      exchange.setVariable(Variables.SOURCE_ID, dropped.id());
      exchange.setVariable(Variables.SOURCE_NAME, relative);
      exchange.setVariable(Variables.SIBLINGS, new FolderSiblings(root, file, settled));
      return true;
    } catch (NoSuchFileException e) {
      return false; // Another replica has moved it.
    }
  }

  private static String id(Path file, String relative) throws IOException {
    BasicFileAttributes now = SettledFiles.attributes(file);
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
    List<Acceptance> all = acceptances(exchange);
    try {
      if (all.isEmpty()) {
        settled.failed(dropped.file());
        LOG.warn(
            "{} stays in {}: its flow ended without handing it to rivya-generation-sink. Mend the"
                + " flow, or keep such files out by the source's parameter exclude.",
            dropped.relative(),
            root);
      } else if (!id(dropped.file(), dropped.relative()).equals(dropped.id())) {
        LOG.info("{} changed while it was read; it is read again", dropped.relative());
      } else {
        aside.settle(dropped.file(), dropped.relative(), all);
        settled.forget(dropped.file());
        TellKnown.tell(dropped.relative(), all);
      }
    } catch (NoSuchFileException e) {
      settled.forget(dropped.file()); // Another replica has moved it.
    } catch (IOException e) {
      settled.failed(dropped.file());
      LOG.warn(
          "{} is in the ledger and stays in {}, since it could not be moved: {} It is tried again.",
          dropped.relative(),
          root,
          DiskTrouble.reason(done, e));
    }
  }

  private static List<Acceptance> acceptances(Exchange exchange) {
    Object value = exchange.getVariable(Variables.ACCEPTANCE);
    Stream<?> all = value instanceof Collection<?> several ? several.stream() : Stream.of(value);
    return value == null
        ? List.of()
        : all.filter(Acceptance.class::isInstance).map(Acceptance.class::cast).toList();
  }

  @Override
  public void rollback(
      GenericFileOperations<File> operations,
      GenericFileEndpoint<File> endpoint,
      Exchange exchange,
      GenericFile<File> handled) {
    Path file = path(handled);
    settled.failed(file);
    LOG.warn(
        "{} stays in {} and is tried again: {}",
        root.relativize(file),
        root,
        exchange.getException() == null ? "its flow failed" : exchange.getException().getMessage());
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

  private static Path path(GenericFile<File> file) {
    return file.getFile().toPath().toAbsolutePath().normalize();
  }
}
