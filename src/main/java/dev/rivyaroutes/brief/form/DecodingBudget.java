package dev.rivyaroutes.brief.form;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/**
 * Limits the bytes of all documents that are decoded at the same time. A document takes a multiple
 * of its bytes until its job is accepted, so many at once could exhaust the memory.
 */
public final class DecodingBudget {
  private static final int UNIT = 1024;

  /** Smaller documents are limited by the number of callers. */
  private static final int FREE = 64 * 1024;

  private final Semaphore units;
  private final DataSize most;

  public DecodingBudget(DataSize most) {
    this.most = most;
    this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, most.toKilobytes()), true);
  }

  /** The bytes of one document, or of one row after another. */
  public final class Share {
    private final Duration patience;
    private int taken;
    private long bytes;

    private Share(Duration patience) {
      this.patience = patience;
    }

    /**
     * Takes more bytes.
     *
     * @throws DecodingBudgetExceeded when other documents take all of them for longer than this one
     *     may wait
     */
    public synchronized void grow(int more) throws DecodingBudgetExceeded {
      bytes += more;
      int missing = (int) (Math.max(0, bytes - FREE) / UNIT) - taken;
      if (missing > 0) {
        try {
          if (!units.tryAcquire(missing, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new DecodingBudgetExceeded(most);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new DecodingBudgetExceeded(most);
        }
        taken += missing;
      }
    }

    /** Releases all bytes; the share may be used for the next row. */
    public synchronized void release() {
      bytes = 0;
      units.release(taken);
      taken = 0;
    }
  }

  /**
   * An empty share.
   *
   * @param patience how long it waits for bytes that others have taken
   */
  public Share share(Duration patience) {
    return new Share(patience);
  }
}
