package dev.rivyaroutes.http.server;

import dev.rivyaroutes.brief.flow.HeldFlows;
import dev.rivyaroutes.http.ErrorAnswers;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets calls to a flow wait while its routes are swapped. Runs after the checks of who may call.
 */
@Component
class HoldCalls extends OncePerRequestFilter {

  private static final Pattern FLOW = Pattern.compile("/api/flows/([^/]+)/(jobs|chat)/?");

  /** Far longer than a swap takes. */
  private static final Duration MOST = Duration.ofSeconds(60);

  /** For a swap that waits for slow calls. */
  private static final Duration MOST_OF_DRAIN = Duration.ofSeconds(10);

  /** Each call that waits so long has a thread of the server, which other flows need too. */
  private static final int WAITING = 128;

  private final Semaphore places = new Semaphore(WAITING);
  private final HeldFlows held;

  HoldCalls(HeldFlows held) {
    this.held = held;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Matcher path = FLOW.matcher(request.getRequestURI());
    if (!path.matches() || !request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else if (!enter(path.group(1))) {
      ErrorAnswers.problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE).write(response);
    } else {
      pass(request, response, chain, path.group(1), path.group(2).equals("jobs"));
    }
  }

  /**
   * @param counted whether the call is in the flow's routes until it is answered; a chat's caller
   *     waits for minutes outside of them
   */
  private void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String flow,
      boolean counted)
      throws ServletException, IOException {
    boolean continues = false;
    try {
      chain.doFilter(request, response);
      continues = counted && request.isAsyncStarted();
      if (continues) {
        request.getAsyncContext().addListener(new Leave(flow));
      }
    } finally {
      if (!continues) {
        held.leave(flow);
      }
    }
  }

  private boolean enter(String flow) {
    try {
      return held.isDrained(flow) ? waitForDrain(flow) : held.enter(flow, MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean waitForDrain(String flow) throws InterruptedException {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      return held.enter(flow, MOST_OF_DRAIN);
    } finally {
      places.release();
    }
  }

  /** Jetty tells the end of each call that is answered later, whatever became of it. */
  private final class Leave implements AsyncListener {
    private final String flow;

    Leave(String flow) {
      this.flow = flow;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      held.leave(flow);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // Its end follows.
    }

    @Override
    public void onError(AsyncEvent event) {
      // Its end follows.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
