package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.ledger.claim.FindDueJobs;
import dev.rivyaroutes.ledger.commit.Stage;
import java.time.Duration;
import java.util.Set;

/**
 * The accounts that have jobs in a stage, read for all queues of the stage together: idle accounts
 * cost no query of their own. Used by the thread of one claim loop.
 */
final class BusyAccounts {

  private static final long FRESH = Duration.ofMillis(250).toNanos();

  private final FindDueJobs jobs;
  private final Stage stage;
  private Set<String> accounts = Set.of();
  private long readAt = System.nanoTime() - FRESH;

  BusyAccounts(FindDueJobs jobs, Stage stage) {
    this.jobs = jobs;
    this.stage = stage;
  }

  boolean contains(String account) {
    long now = System.nanoTime();
    if (now - readAt >= FRESH) {
      accounts = jobs.accounts(stage);
      readAt = now;
    }
    return accounts.contains(account);
  }
}
