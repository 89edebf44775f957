package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.ledger.database.LedgerProperties;
import dev.rivyaroutes.ledger.upkeep.DeleteExpired;
import dev.rivyaroutes.ledger.upkeep.FindNeededMedia;
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
 * Deletes what has been kept long enough: jobs that ended, and media that no job needs any more. A
 * blob goes only when the store has not been asked to keep it since, and no job of the ledger needs
 * it; a blob that is stored while this goes on stays. Ended at any moment, or at work in several
 * processes at once, it does no harm.
 */
@Component
class CleanUp {

  private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);
  private static final int BATCH = 200;

  /** An alert of a month is not told again within it. */
  private static final Duration ALERTS = Duration.ofDays(32);

  private final DeleteExpired forget;
  private final FindNeededMedia needed;
  private final MediaStore store;
  private final Ages ages;
  private final Clock clock;

  CleanUp(DeleteExpired forget, FindNeededMedia needed, MediaStore store, Ages ages, Clock clock) {
    this.forget = forget;
    this.needed = needed;
    this.store = store;
    this.ages = ages;
    this.clock = clock;
  }

  /** How long what is kept. */
  @Component
  record Ages(LedgerProperties ledger, MediaProperties media, UploadProperties uploads) {}

  /**
   * Cleans up once.
   *
   * @param goesOn asked between small steps: waits a little, and says whether there is to be
   *     another
   */
  void run(BooleanSupplier goesOn) throws IOException {
    Instant now = clock.instant();
    Duration keep = ages.ledger().keep();
    Instant before = now.minus(keep);
    jobs(before, goesOn);
    batches(() -> forget.deleteEvents(before), goesOn);
    batches(() -> forget.deleteKeys(before), goesOn);
    batches(() -> forget.deleteConversations(before), goesOn);
    batches(() -> forget.deleteUploads(now.minus(ages.uploads().reuse())), goesOn);
    batches(() -> forget.deleteBalances(before), goesOn);
    forget.deleteAlerts(now.minus(keep.compareTo(ALERTS) > 0 ? keep : ALERTS));
    store.deleteUnfinished();
    media(now.minus(ages.media().keep()), goesOn);
  }

  private void jobs(Instant before, BooleanSupplier goesOn) {
    Optional<String> last = forget.deleteJobs("", before);
    while (last.isPresent() && goesOn.getAsBoolean()) {
      last = forget.deleteJobs(last.get(), before);
    }
  }

  private static void batches(Supplier<Integer> batch, BooleanSupplier goesOn) {
    while (batch.get() > 0 && goesOn.getAsBoolean()) {
      // The next batch.
    }
  }

  private void media(Instant before, BooleanSupplier goesOn) throws IOException {
    int removed = 0;
    try (Stream<String> old = store.untouchedSince(before)) {
      Iterator<String> blobs = old.iterator();
      List<String> batch = new ArrayList<>(BATCH);
      while (blobs.hasNext()) {
        batch.add(blobs.next());
        if (batch.size() == BATCH || !blobs.hasNext()) {
          removed += remove(batch, before);
          batch.clear();
          if (!goesOn.getAsBoolean()) {
            break;
          }
        }
      }
    }
    if (removed > 0) {
      LOG.info("Removed {} file(s) from the media store that no job needs any more", removed);
    }
  }

  private int remove(List<String> batch, Instant before) throws IOException {
    Set<String> kept = needed.find(batch, before);
    int removed = 0;
    for (String sha256 : batch) {
      if (!kept.contains(sha256) && store.deleteUntouchedSince(sha256, before)) {
        removed++;
      }
    }
    return removed;
  }
}
