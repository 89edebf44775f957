package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.BodyMemoryUsedUp;
import dev.rivyaroutes.http.server.HttpProperties;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Receives the body of a call, before the step that reads it: callers that send slowly hold no
 * thread while theirs arrive. The steps before it refuse what they can without the body. Bodies
 * that are larger than their awaited start are read by a limited number of threads of their own.
 */
@Component("receiveBody")
public class ReceiveBody extends AsyncProcessorSupport {

  private final AtomicLong memory;
  private final ThreadPoolExecutor uploads;

  ReceiveBody(HttpProperties limits) {
    this.memory = new AtomicLong(limits.bodiesInMemory().toBytes());
    CustomizableThreadFactory threads = new CustomizableThreadFactory("http-upload-");
    threads.setDaemon(true);
    this.uploads =
        new ThreadPoolExecutor(
            0, limits.uploads(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** Gets a body once its start is there, or the reason why it cannot be received. */
  @FunctionalInterface
  public interface Received {

    /**
     * @param whole whether the body ends with its start, so that reading it never waits
     * @param failure null when the body can be read
     */
    void received(InputStream body, boolean whole, IOException failure);
  }

  /**
   * Receives the body of a call that is asynchronous already.
   *
   * @return to be run when the call has ended: releases the memory that the body holds
   */
  public Runnable receive(HttpServletRequest request, Received then) throws IOException {
    MemoryBudget budget = new MemoryBudget(memory);
    ServletInputStream in = request.getInputStream();
    in.setReadListener(new AsyncBody(in, budget, then));
    return budget::close;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    if (!HttpCall.hasBody(call.request())) {
      callback.done(true);
      return true;
    }
    try {
      call.request().startAsync().setTimeout(0);
      Runnable release =
          receive(
              call.request(),
              (body, whole, failure) -> {
                call.received(body);
                goOn(exchange, callback, whole, failure);
              });
      exchange
          .getExchangeExtension()
          .addOnCompletion(
              new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                  release.run();
                }
              });
      return false;
    } catch (IOException e) {
      RouteStep.run(exchange, () -> refuse(e));
      callback.done(true);
      return true;
    }
  }

  private void goOn(Exchange exchange, AsyncCallback callback, boolean whole, IOException failure) {
    if (failure != null) {
      RouteStep.run(exchange, () -> refuse(failure));
      callback.done(false);
    } else if (whole) {
      callback.done(false);
    } else {
      try {
        uploads.execute(() -> callback.done(false));
      } catch (RejectedExecutionException e) {
        RouteStep.run(exchange, () -> refuse(new BodyMemoryUsedUp()));
        callback.done(false);
      }
    }
  }

  private static void refuse(IOException failure) throws IOException {
    throw failure;
  }
}
