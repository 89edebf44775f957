package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.ForgetJobs;
import dev.rivyaroutes.ledger.LedgerProperties;
import dev.rivyaroutes.ledger.NeededMedia;
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

  /** An upload is reused for half a day only. */
  private static final Duration UPLOADS = Duration.ofDays(1);

  /** An alert of a month is not told again within it. */
  private static final Duration ALERTS = Duration.ofDays(32);

  private final ForgetJobs forget;
  private final NeededMedia needed;
  private final MediaStore store;
  private final Duration keepJobs;
  private final Duration keepMedia;
  private final Clock clock;

  CleanUp(
      ForgetJobs forget,
      NeededMedia needed,
      MediaStore store,
      LedgerProperties ledger,
      MediaProperties media,
      Clock clock) {
    this.forget = forget;
    this.needed = needed;
    this.store = store;
    this.keepJobs = ledger.keep();
    this.keepMedia = media.keep();
    this.clock = clock;
  }

  /**
   * Cleans up once.
   *
   * @param goesOn asked between small steps: waits a little, and says whether there is to be
   *     another
   */
  void run(BooleanSupplier goesOn) throws IOException {
    Instant now = clock.instant();
    jobs(now.minus(keepJobs), goesOn);
    batches(() -> forget.events(now.minus(keepJobs)), goesOn);
    batches(() -> forget.keys(now.minus(keepJobs)), goesOn);
    batches(() -> forget.conversations(now.minus(keepJobs)), goesOn);
    batches(() -> forget.uploads(now.minus(UPLOADS)), goesOn);
    batches(() -> forget.balances(now.minus(keepJobs)), goesOn);
    forget.alerts(now.minus(keepJobs.compareTo(ALERTS) > 0 ? keepJobs : ALERTS));
    store.removeLeftOvers();
    media(now.minus(keepMedia), goesOn);
  }

  private void jobs(Instant before, BooleanSupplier goesOn) {
    Optional<String> last = forget.jobs("", before);
    while (last.isPresent() && goesOn.getAsBoolean()) {
      last = forget.jobs(last.get(), before);
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
    Set<String> kept = needed.of(batch, before);
    int removed = 0;
    for (String sha256 : batch) {
      if (!kept.contains(sha256) && store.deleteUntouchedSince(sha256, before)) {
        removed++;
      }
    }
    return removed;
  }
}
