package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.PendingBriefs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Hands in a file that is completely written, with the files beside it. */
final class HandInFile {
  private final FolderDropSettings settings;
  private final StableFiles stable;
  private final PendingBriefs pending;
  private final SelectFiles select;
  private final LogOnce problems;

  HandInFile(
      FolderDropSettings settings,
      StableFiles stable,
      PendingBriefs pending,
      SelectFiles select,
      LogOnce problems) {
    this.settings = settings;
    this.stable = stable;
    this.pending = pending;
    this.select = select;
    this.problems = problems;
  }

  /** Sets the body and the variables; empty if the file is not to be read now. */
  Optional<OpenedFile> handIn(Path file, Exchange exchange) {
    try {
      BasicFileAttributes now = StableFiles.attributes(file);
      DroppedFile dropped = DroppedFile.of(settings.root(), file, now);
      boolean mayWait = pending.mayWait(dropped.waitId());
      if (!stable.isStable(file, now) || mayWait && select.mayBeNamedSoon(file)) {
        return Optional.empty();
      }
      OpenedFile opened = OpenedFile.open(dropped);
      problems.solved(file, file + " can be read now.");
      new Arrival(Origin.folder(settings.directory()), dropped.id(), dropped.relative())
          .handIn(
              exchange, new FolderSiblings(settings, file, stable::isStable, !mayWait), mayWait);
      exchange.setVariable(Variables.REFUSAL_ID, dropped.id());
      exchange.getMessage().setBody(opened);
      return Optional.of(opened);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Another replica has moved it.
    } catch (IOException e) {
      stable.again(file);
      problems.warn(
          file,
          "%s cannot be read: %s Other files are processed.".formatted(file, LogOnce.reason(e)));
      return Optional.empty();
    }
  }
}
