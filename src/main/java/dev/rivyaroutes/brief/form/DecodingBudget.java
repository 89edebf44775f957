package dev.rivyaroutes.brief.form;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/**
 * The bytes of all documents that the program decodes at the same time. A document costs a few
 * times its bytes until its job is accepted, and many at once would fill the memory.
 */
public final class DecodingBudget {
  private static final int UNIT = 1024;

  /** Small documents are bounded by the number of callers. */
  private static final int FREE = 64 * 1024;

  private final Semaphore units;
  private final DataSize most;

  public DecodingBudget(DataSize most) {
    this.most = most;
    this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, most.toKilobytes()), true);
  }

  /** What one document, or one row after another, has taken. */
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
     * @throws DecodingBudgetExceeded when other documents have all of them for longer than the
     *     document can wait
     */
    public synchronized void grow(int more) throws DecodingBudgetExceeded {
      bytes += more;
      int wanted = (int) (Math.max(0, bytes - FREE) / UNIT) - taken;
      if (wanted > 0) {
        try {
          if (!units.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new DecodingBudgetExceeded(most);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new DecodingBudgetExceeded(most);
        }
        taken += wanted;
      }
    }

    /** Afterwards the share is empty, and may be used for the next row. */
    public synchronized void giveBack() {
      bytes = 0;
      units.release(taken);
      taken = 0;
    }
  }

  /**
   * An empty share.
   *
   * @param patience how long it waits for bytes that others have
   */
  public Share share(Duration patience) {
    return new Share(patience);
  }
}
