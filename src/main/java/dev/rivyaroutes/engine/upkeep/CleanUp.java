package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.ledger.database.LedgerProperties;
import dev.rivyaroutes.ledger.quarantine.QuarantineProperties;
import dev.rivyaroutes.ledger.upkeep.DeleteExpired;
import dev.rivyaroutes.ledger.uploads.UploadProperties;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes jobs after their retention period, and media that no job needs. A blob is removed only
 * when the store was not asked to keep it since, and no job of the ledger needs it. It may be
 * interrupted at any time, and run in several processes at once.
 */
@Component
class CleanUp {

  private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);
  private static final int BATCH = 200;

  /** A monthly alert is not repeated within its month. */
  private static final Duration ALERTS = Duration.ofDays(32);

  /** Longer than the longest time that the messages of a sender are counted in. */
  private static final Duration SENDERS = Duration.ofDays(3);

  private final DeleteExpired expired;
  private final MediaStore store;
  private final Ages ages;
  private final Clock clock;

  CleanUp(DeleteExpired expired, MediaStore store, Ages ages, Clock clock) {
    this.expired = expired;
    this.store = store;
    this.ages = ages;
    this.clock = clock;
  }

  @Component
  record Ages(
      LedgerProperties ledger,
      MediaProperties media,
      UploadProperties uploads,
      QuarantineProperties quarantine) {}

  /**
   * Cleans up once.
   *
   * @param continues called after each batch: delays the next one, and returns false to stop
   */
  void run(BooleanSupplier continues) throws IOException {
    Instant now = clock.instant();
    Duration keep = ages.ledger().keep();
    Instant before = now.minus(keep);
    jobs(before, continues);
    batches(() -> expired.deleteEvents(before), continues);
    batches(() -> expired.deleteKeys(before), continues);
    batches(() -> expired.deleteAudit(before), continues);
    batches(() -> expired.deleteBulkItems(before), continues);
    expired.deleteBulkOrders(before);
    batches(() -> expired.deleteConversations(before), continues);
    batches(() -> expired.deleteUploads(now.minus(ages.uploads().reuse())), continues);
    batches(() -> expired.deleteBalances(before), continues);
    expired.deleteAlerts(now.minus(keep.compareTo(ALERTS) > 0 ? keep : ALERTS));
    Instant quarantinedBefore = now.minus(ages.quarantine().keep());
    batches(() -> expired.deleteQuarantined(quarantinedBefore), continues);
    batches(() -> expired.deleteSenderMessages(now.minus(SENDERS)), continues);
    store.deleteUnfinished();
    media(now.minus(ages.media().keep()), continues);
  }

  private void jobs(Instant before, BooleanSupplier continues) {
    Optional<String> last = expired.deleteJobs("", before);
    while (last.isPresent() && continues.getAsBoolean()) {
      last = expired.deleteJobs(last.get(), before);
    }
  }

  private static void batches(Supplier<Integer> batch, BooleanSupplier continues) {
    while (batch.get() > 0 && continues.getAsBoolean()) {
      // The next batch.
    }
  }

  private void media(Instant before, BooleanSupplier continues) throws IOException {
    int removed = 0;
    try (Stream<String> old = store.untouchedSince(before)) {
      Iterator<String> blobs = old.iterator();
      List<String> batch = new ArrayList<>(BATCH);
      while (blobs.hasNext()) {
        batch.add(blobs.next());
        if (batch.size() == BATCH || !blobs.hasNext()) {
          removed += remove(batch, before);
          batch.clear();
          if (!continues.getAsBoolean()) {
            break;
          }
        }
      }
    }
    if (removed > 0) {
      LOG.info("Removed {} file(s) from the media store that no job needs", removed);
    }
  }

  private int remove(List<String> batch, Instant before) throws IOException {
    Set<String> kept = expired.findNeededMedia(batch, before);
    int removed = 0;
    for (String sha256 : batch) {
      if (!kept.contains(sha256) && store.deleteUntouchedSince(sha256, before)) {
        removed++;
      }
    }
    return removed;
  }
}
