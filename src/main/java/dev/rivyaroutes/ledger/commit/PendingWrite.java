package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A write whose caller waits for the writer thread to commit it. */
final class PendingWrite {

  private final Write write;
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
  private final AtomicBoolean claimed = new AtomicBoolean();

  PendingWrite(Write write) {
    this.write = write;
  }

  Write write() {
    return write;
  }

  /** Returns true once: to the writer that starts it, or to the caller that cancels it. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  void complete(boolean applied) {
    outcome.complete(applied);
  }

  void fail(Throwable failure) {
    outcome.completeExceptionally(failure);
  }

  /**
   * Waits for the commit, and returns whether the guard took effect. An interrupt does not end the
   * wait, because a response from Rivya could then stay unrecorded.
   *
   * @throws LedgerUnavailable if it is unknown whether the write was committed
   */
  boolean await(Duration timeout) {
    boolean interrupted = false;
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        try {
          return outcome.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new LedgerUnavailable(
          "The ledger could not commit a write: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new LedgerUnavailable(
          "The ledger did not commit a write within %d s. %s"
              .formatted(
                  timeout.toSeconds(),
                  claim() ? "Nothing was written." : "The write may still be committed."),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
