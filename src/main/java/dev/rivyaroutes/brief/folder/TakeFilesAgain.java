package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamSource;

/**
 * Takes refused files again that a person ordered, through the steps of the flow that runs now. The
 * ledger has the briefs before a file is moved from where it was set aside.
 */
final class TakeFilesAgain {
  private static final Logger LOG = LoggerFactory.getLogger(TakeFilesAgain.class);

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
          file, Acceptances.of(exchange), () -> setAside != null && moveTaken(file, setAside));
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

  /** A person may correct it while the order is carried out. */
  private boolean moveTaken(ReceivedMessage file, Path setAside) throws IOException {
    if (isChanged(file, setAside)) {
      LOG.warn(
          "{} was changed while its former content was taken again, and stays there. Move it back into {} to have its new content taken.",
          setAside,
          settings.root());
      return false;
    }
    return move.moveTaken(setAside, DroppedFile.relativeOf(file.id()));
  }

  /** A copy to another file system may change the time; then the content decides. */
  private boolean isChanged(ReceivedMessage file, Path setAside) throws IOException {
    if (!Files.exists(setAside, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    RawMessage raw = file.replay().message().raw();
    BasicFileAttributes now = StableFiles.attributes(setAside);
    if (!now.isRegularFile() || now.size() != raw.size()) {
      return true;
    }
    DroppedFile asItWas = DroppedFile.of(settings.root(), original(file), now);
    return !asItWas.id().equals(file.id()) && !sha256(setAside).equals(raw.sha256());
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = OpenWithinFolder.open(file.getParent(), file.getFileName())) {
      return DigestUtils.sha256Hex(in);
    }
  }

  /** Where it was when it was refused. */
  private Path original(ReceivedMessage file) {
    return settings.root().resolve(DroppedFile.relativeOf(file.id())).normalize();
  }

  /** The quarantine truncates a long directory, which is a part of the ids of the briefs. */
  private Origin origin(ReceivedMessage file) {
    String stored = file.origin().caller();
    String ours = settings.directory();
    boolean same = Lengths.truncateStart(ours, Lengths.CALLER).equals(stored);
    return Origin.folder(same ? ours : stored);
  }

  private Refusal changed(Path setAside) {
    return Refusal.of(
        "changed",
        "%s was changed after it was refused, so its bytes in the quarantine were not taken. Move it back into %s to have its new content taken."
            .formatted(setAside, settings.root()));
  }

  private void handIn(Exchange exchange, ReceivedMessage file) {
    new Arrival(origin(file), file.id(), DroppedFile.relativeOf(file.id()))
        .handIn(
            exchange, new FolderSiblings(settings, original(file), stable::isStable, true), false);
    FileQuarantine.setRefusalId(exchange, file);
    exchange.getMessage().setBody((InputStreamSource) file.raw()::open);
  }
}
