package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.core.io.InputStreamSource;

/**
 * Takes refused files again that a person ordered, through the steps of the flow that runs now. The
 * ledger has the briefs before a file is moved from where it was set aside.
 */
final class TakeFilesAgain {
  private final FolderDropSettings settings;
  private final StableFiles stable;
  private final MoveHandledFile move;
  private final FileQuarantine quarantine;

  TakeFilesAgain(
      FolderDropSettings settings,
      StableFiles stable,
      MoveHandledFile move,
      FileQuarantine quarantine) {
    this.settings = settings;
    this.stable = stable;
    this.move = move;
    this.quarantine = quarantine;
  }

  /**
   * Takes all that is ordered.
   *
   * @param consumer the one of the folder, whose steps a file passes
   * @param proceed false ends it after the current file
   */
  void take(DefaultConsumer consumer, BooleanSupplier proceed) {
    quarantine.begin(settings.routeId());
    Optional<ReceivedMessage> next = quarantine.next();
    while (next.isPresent()) {
      take(consumer, next.get());
      next = proceed.getAsBoolean() ? quarantine.next() : Optional.empty();
    }
  }

  private void take(DefaultConsumer consumer, ReceivedMessage file) {
    Exchange exchange = consumer.createExchange(false);
    try {
      Path setAside = setAside(file);
      if (setAside != null && isChanged(file, setAside)) {
        quarantine.refuse(file, changed(setAside));
        return;
      }
      handIn(exchange, file);
      consumer.getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      quarantine.settle(
          file,
          Acceptances.of(exchange),
          () -> setAside != null && move.moveTaken(setAside, file.name()));
    } catch (Exception e) {
      quarantine.fail(file, e);
    } finally {
      consumer.releaseExchange(exchange, false);
    }
  }

  private static Path setAside(ReceivedMessage file) {
    String path = file.replay().message().setAside();
    return path == null ? null : Path.of(path);
  }

  private boolean isChanged(ReceivedMessage file, Path setAside) throws IOException {
    if (!Files.exists(setAside, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path original = settings.root().resolve(file.name());
    DroppedFile now = DroppedFile.of(settings.root(), original, StableFiles.attributes(setAside));
    return !now.id().equals(file.id());
  }

  private Refusal changed(Path setAside) {
    return Refusal.of(
        "changed",
        "%s was changed after it was refused, so its bytes in the quarantine were not taken. Move it back into %s to have its new content taken."
            .formatted(setAside, settings.root()));
  }

  private void handIn(Exchange exchange, ReceivedMessage file) {
    Path original = settings.root().resolve(file.name()).normalize();
    new Arrival(Origin.folder(file.origin().caller()), file.id(), file.name())
        .handIn(exchange, new FolderSiblings(settings, original, stable::isStable, true), false);
    FileQuarantine.setRefusalId(exchange, file);
    exchange.getMessage().setBody((InputStreamSource) file.raw()::open);
  }
}
