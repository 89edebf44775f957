package dev.rivyaroutes.engine.queue;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/**
 * Hands the claimed work of its queues to its route, each piece in an exchange of its own, as many
 * at once as each queue says. At a shutdown all consumers stop claiming first, and Camel waits for
 * the exchanges, within its shutdown time-out. Work that takes longer is never interrupted: its
 * answer may arrive at that moment, and is recorded while the process lives.
 */
final class LedgerConsumer<T> extends DefaultConsumer
    implements StartupListener, Suspendable, ShutdownAware {

  private static final long END_SECONDS = 30;

  private final String name;
  private final List<WorkQueue<T>> queues;
  private final ClaimLoops loops;
  private final WorkThreads threads;
  private ExecutorService workers;
  private volatile ClaimLoop<T> loop;

  /**
   * @param name its name in the names of its threads
   */
  LedgerConsumer(
      Endpoint endpoint,
      Processor processor,
      String name,
      List<WorkQueue<T>> queues,
      ClaimLoops loops,
      WorkThreads threads) {
    super(endpoint, processor);
    this.name = name;
    this.queues = queues;
    this.loops = loops;
    this.threads = threads;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    workers = threads.of(name);
    loop = loops.of(name, queues, this::work);
    getEndpoint().getCamelContext().addStartupListener(this);
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    if (alreadyStarted) {
      onCamelContextFullyStarted(context, true);
    }
  }

  /**
   * Claims begin when all routes are there, also those of flow files, which are loaded last: only
   * then are all sinks of all flows known.
   */
  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
    ClaimLoop<T> current = loop;
    if (current != null) {
      current.start();
    }
  }

  private void work(WorkQueue<T> queue, T work, Runnable done) {
    workers.execute(
        () -> {
          try {
            process(queue, work);
          } finally {
            done.run();
          }
        });
  }

  private void process(WorkQueue<T> queue, T work) {
    Exchange exchange;
    try {
      exchange = createExchange(false);
    } catch (Throwable e) {
      queue.release(work);
      getExceptionHandler().handleException("Work could not begin; its claim is released", e);
      return;
    }
    try {
      queue.fill(exchange, work);
      getProcessor().process(exchange);
    } catch (Throwable e) {
      // Whatever it is, out of memory too: the work is not done.
      exchange.setException(e);
    } finally {
      try {
        queue.settle(exchange, work);
      } catch (Throwable e) {
        // The ledger has no record of it: after the lease ends the work is claimed again.
        getExceptionHandler()
            .handleException("The outcome could not be recorded; the work is claimed again", e);
      } finally {
        releaseExchange(exchange, false);
      }
    }
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask task) {
    return false;
  }

  @Override
  public int getPendingExchangesSize() {
    ClaimLoop<T> current = loop;
    return current == null ? 0 : current.atWork();
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    // Its end has no further parts.
  }

  @Override
  protected void doSuspend() {
    loop.pause();
  }

  @Override
  protected void doResume() {
    loop.resume();
  }

  @Override
  protected void doStop() throws Exception {
    if (loop != null) {
      loop.close();
    }
    if (workers != null) {
      workers.shutdown();
      boolean over = getEndpoint().getCamelContext().getShutdownStrategy().hasTimeoutOccurred();
      workers.awaitTermination(over ? 0 : END_SECONDS, TimeUnit.SECONDS);
      workers = null;
    }
    loop = null;
    super.doStop();
  }
}
