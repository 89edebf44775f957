package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A write between its caller, who waits for it, and the writer. */
final class PendingWrite {

  private final Write write;
  private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
  private final AtomicBoolean taken = new AtomicBoolean();

  PendingWrite(Write write) {
    this.write = write;
  }

  Write write() {
    return write;
  }

  /** True once: for the writer that begins it, or for the caller that gives it up. */
  boolean claim() {
    return taken.compareAndSet(false, true);
  }

  void complete(boolean took) {
    answer.complete(took);
  }

  void fail(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  /**
   * Whether its guard took effect. An interrupt does not end the wait: it would come between an
   * answer of Rivya and its record.
   *
   * @throws LedgerUnavailable when it is not known to be committed
   */
  boolean await(Duration patience) {
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new LedgerUnavailable(
          "The ledger did not commit: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new LedgerUnavailable(
          "The ledger did not commit within %d s. %s"
              .formatted(
                  patience.toSeconds(),
                  claim() ? "Nothing was written." : "It may be written yet."),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
