package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.WorkSignal;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.apache.camel.support.DefaultConsumer;

/**
 * Hands claimed work to its route, each piece in an exchange of its own, as many at once as the
 * queue says.
 */
final class LedgerConsumer<T> extends DefaultConsumer implements StartupListener {

  private final WorkQueue<T> queue;
  private final WorkSignal signal;
  private final Clock clock;
  private ExecutorService workers;
  private ClaimLoop<T> loop;

  LedgerConsumer(
      Endpoint endpoint, Processor processor, WorkQueue<T> queue, WorkSignal signal, Clock clock) {
    super(endpoint, processor);
    this.queue = queue;
    this.signal = signal;
    this.clock = clock;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    workers =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newCachedThreadPool(this, queue.name());
    loop = new ClaimLoop<>(queue, clock, this::work);
    getEndpoint().getCamelContext().addStartupListener(this);
  }

  /** Claims begin when all routes are there: only then are all sinks of all flows known. */
  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    ClaimLoop<T> current = loop;
    if (current != null) {
      signal.listen(queue.name(), current::wakeAt);
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
    Exchange exchange = createExchange(false);
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
  protected void doStop() throws Exception {
    signal.stopListening(queue.name());
    if (loop != null) {
      loop.close();
      loop = null;
    }
    if (workers != null) {
      getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(workers, 30_000);
      workers = null;
    }
    super.doStop();
  }
}
