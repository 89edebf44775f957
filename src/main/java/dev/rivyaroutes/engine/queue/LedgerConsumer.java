package dev.rivyaroutes.engine.queue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * Hands claimed work to its route, each piece in an exchange of its own, as many at once as the
 * queue says. At the end all consumers stop to claim first; Camel waits for what is out, within its
 * time for a shutdown. What is out for longer is never interrupted: its answer may come at that
 * moment, and is recorded as long as the process lives.
 */
final class LedgerConsumer<T> extends DefaultConsumer
    implements StartupListener, Suspendable, ShutdownAware {

  private static final long END_SECONDS = 30;

  private final WorkQueue<T> queue;
  private final LoopBeans beans;
  private ExecutorService workers;
  private volatile ClaimLoop<T> loop;

  LedgerConsumer(Endpoint endpoint, Processor processor, WorkQueue<T> queue, LoopBeans beans) {
    super(endpoint, processor);
    this.queue = queue;
    this.beans = beans;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    // Not one of Camel's own pools, which it interrupts at its end.
    workers = Executors.newCachedThreadPool(this::thread);
    loop = new ClaimLoop<>(queue, beans, this::work);
    getEndpoint().getCamelContext().addStartupListener(this);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "work " + queue.name());
    thread.setDaemon(true);
    return thread;
  }

  /** Claims begin when all routes are there: only then are all sinks of all flows known. */
  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    ClaimLoop<T> current = loop;
    if (current != null) {
      beans.signal().listen(queue.name(), current::wakeAt);
      current.start();
    }
  }

  private void work(T work, Runnable done) {
    workers.execute(
        () -> {
          try {
            process(work);
          } finally {
            done.run();
          }
        });
  }

  private void process(T work) {
    Exchange exchange;
    try {
      exchange = createExchange(false);
    } catch (Throwable e) {
      queue.giveBack(work);
      getExceptionHandler().handleException("Work could not begin and is given back", e);
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
        // Not even the ledger took it: the lease ends, and the work is claimed again.
        getExceptionHandler().handleException("Work stays unsettled until its lease ends", e);
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
    beans.signal().stopListening(queue.name());
    loop.stop();
  }

  @Override
  protected void doResume() {
    ClaimLoop<T> before = loop;
    before.close();
    loop = new ClaimLoop<>(queue, beans, this::work);
    onCamelContextStarted(getEndpoint().getCamelContext(), true);
  }

  @Override
  protected void doStop() throws Exception {
    beans.signal().stopListening(queue.name());
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
