package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.trace.JobSpan;
import dev.rivyaroutes.trace.Traces;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** A queue whose work on jobs and deliveries is traced; other work belongs to no job. */
final class TracedQueue<T> implements WorkQueue<T> {

  private final WorkQueue<T> queue;
  private final String operation;
  private final Traces traces;

  TracedQueue(WorkQueue<T> queue, String operation, Traces traces) {
    this.queue = queue;
    this.operation = operation;
    this.traces = traces;
  }

  @Override
  public void fill(Exchange exchange, T work) {
    exchange.setProperty(JobSpan.PROPERTY, begin(work));
    queue.fill(exchange, work);
  }

  private JobSpan begin(T work) {
    if (work instanceof Job job) {
      return traces
          .begin(job.id(), operation + " " + job.flow())
          .set("rivya.flow", job.flow())
          .set("rivya.account", job.account())
          .set("rivya.attempt", job.attempts() + 1L);
    }
    if (work instanceof Delivery delivery) {
      return traces
          .beginDelivery(delivery.job().id(), delivery.sink(), delivery.id())
          .set("rivya.flow", delivery.job().flow())
          .set("rivya.attempt", delivery.attempts() + 1L);
    }
    return JobSpan.NONE;
  }

  @Override
  public void settle(Exchange exchange, T work) {
    JobSpan span = exchange.getProperty(JobSpan.PROPERTY, JobSpan.NONE, JobSpan.class);
    if (exchange.getException() != null) {
      span.fail("failed");
    }
    try {
      queue.settle(exchange, work);
    } finally {
      span.end();
    }
  }

  @Override
  public String name() {
    return queue.name();
  }

  @Override
  public int concurrency() {
    return queue.concurrency();
  }

  @Override
  public int admits() {
    return queue.admits();
  }

  @Override
  public List<T> claim(int max) {
    return queue.claim(max);
  }

  @Override
  public boolean hasDue() {
    return queue.hasDue();
  }

  @Override
  public Optional<Instant> nextDue() {
    return queue.nextDue();
  }

  @Override
  public void release(T work) {
    queue.release(work);
  }
}
