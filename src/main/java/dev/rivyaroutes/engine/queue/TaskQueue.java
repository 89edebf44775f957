package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.task.AccountTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;

/** A recurring task of one account as work for a route; its route settles it. */
final class TaskQueue<T> implements WorkQueue<T> {

  private final AccountTask<T> task;
  private final String account;
  private final Semaphore atOnce;
  private long checkAt = System.nanoTime();

  /**
   * @param atOnce how many accounts have this task done at the same time
   */
  TaskQueue(AccountTask<T> task, String account, Semaphore atOnce) {
    this.task = task;
    this.account = account;
    this.atOnce = atOnce;
  }

  @Override
  public String name() {
    return task.name() + "/" + account;
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public int admits() {
    return 1;
  }

  @Override
  public List<T> claim(int max) {
    if (!atOnce.tryAcquire()) {
      return List.of();
    }
    List<T> claimed = List.of();
    try {
      checkAt = System.nanoTime() + task.interval().toNanos();
      claimed = task.claim(account).stream().toList();
    } finally {
      atOnce.release(1 - claimed.size());
    }
    return claimed;
  }

  @Override
  public boolean hasDue() {
    return checkAt - System.nanoTime() <= 0;
  }

  @Override
  public Optional<Instant> nextDue() {
    return Optional.empty();
  }

  @Override
  public void release(T claimed) {
    // The claim's lease ends by itself.
    atOnce.release();
  }

  @Override
  public void fill(Exchange exchange, T claimed) {
    exchange.setVariable(Variables.ACCOUNT, account);
    task.put(claimed, exchange);
  }

  @Override
  public void settle(Exchange exchange, T claimed) {
    // The route has recorded the outcome, or the task is claimed again.
    atOnce.release();
  }
}
