package dev.rivyaroutes.media;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Times the operations of a media store, and counts what it stores. A refusal because of the size
 * or a missing blob is no failure of the store.
 */
final class MeasuredMediaStore implements MediaStore {

  private static final String FAILED = "failed";

  /** The counters of their failures exist before the first, so that its increase is seen. */
  private static final List<String> OPERATIONS =
      List.of("put", "open", "find", "touch", "list", "delete");

  private final MediaStore store;
  private final MeterRegistry meters;
  private final DistributionSummary stored;

  private interface Operation<T> {
    T run() throws IOException;
  }

  MeasuredMediaStore(MediaStore store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
    this.stored =
        DistributionSummary.builder("rivya.media.stored")
            .description("The sizes of the media that were stored")
            .baseUnit("bytes")
            .register(meters);
    OPERATIONS.forEach(name -> timer(name, FAILED));
    if (store.freeBytes().isPresent()) {
      Gauge.builder("rivya.media.free", () -> store.freeBytes().orElse(0))
          .description("The free space of the disk that has the media store")
          .baseUnit("bytes")
          .register(meters);
    }
  }

  private <T> T timed(String name, Operation<T> operation) throws IOException {
    long begun = System.nanoTime();
    String outcome = FAILED;
    try {
      T result = operation.run();
      outcome = "ok";
      return result;
    } catch (TooLargeException | MediaNotFound e) {
      outcome = "refused";
      throw e;
    } finally {
      timer(name, outcome).record(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private Timer timer(String name, String outcome) {
    return Timer.builder("rivya.media.operations")
        .description("Operations of the media store")
        .tag("operation", name)
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public StoredMedia put(InputStream bytes, long maxBytes) throws IOException {
    StoredMedia media = timed("put", () -> store.put(bytes, maxBytes));
    stored.record(media.size());
    return media;
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    return timed("open", () -> store.open(sha256, offset));
  }

  @Override
  public boolean contains(String sha256) throws IOException {
    return timed("find", () -> store.contains(sha256));
  }

  @Override
  public void delete(String sha256) throws IOException {
    timed(
        "delete",
        () -> {
          store.delete(sha256);
          return null;
        });
  }

  @Override
  public boolean touch(String sha256) throws IOException {
    return timed("touch", () -> store.touch(sha256));
  }

  @Override
  public Stream<String> untouchedSince(Instant then) throws IOException {
    return timed("list", () -> store.untouchedSince(then));
  }

  @Override
  public boolean deleteUntouchedSince(String sha256, Instant then) throws IOException {
    return timed("delete", () -> store.deleteUntouchedSince(sha256, then));
  }

  @Override
  public void deleteUnfinished() throws IOException {
    store.deleteUnfinished();
  }

  @Override
  public void check() throws IOException {
    store.check();
  }

  @Override
  public OptionalLong freeBytes() {
    return store.freeBytes();
  }
}
