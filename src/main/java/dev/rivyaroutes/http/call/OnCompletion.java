package dev.rivyaroutes.http.call;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Tells of the end of a call that is answered later, whatever its end.
 *
 * @param end is called then, perhaps several times
 */
record OnCompletion(Runnable end) implements AsyncListener {

  @Override
  public void onError(AsyncEvent event) {
    end.run();
    event.getAsyncContext().complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    event.getAsyncContext().complete();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody starts it again.
  }
}
