package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.ClassifyProblem;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a call to its route on the server's own thread, as an {@link HttpCall} whose body is still
 * unread. Camel's own binding would spool the body to disk, and make a header of every header and
 * parameter, before the first step. The route's last body is an {@link Answer}; an exception
 * becomes a problem document.
 */
class DirectHttpConsumer extends SpringBootPlatformHttpConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(DirectHttpConsumer.class);

  private final Consumer<PlatformHttpConsumer> onStop;

  DirectHttpConsumer(
      PlatformHttpEndpoint endpoint, Processor processor, Consumer<PlatformHttpConsumer> onStop) {
    super(endpoint, processor, Runnable::run);
    this.onStop = onStop;
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    onStop.accept(this);
  }

  /** Null means to Spring MVC that the answer is written; a future would need a second dispatch. */
  @Override
  public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
    try {
      handleService(request, response);
    } catch (IOException e) {
      LOG.debug("The caller of {} went away", request.getRequestURI(), e);
    }
    return null;
  }

  @Override
  protected void handleService(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isSuspended()) {
      Problem.of(
              503, "stopping", "The program is stopping; send the request again in a few seconds.")
          .withHeader("Retry-After", "5")
          .write(response);
      return;
    }
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    try {
      createUoW(exchange);
      exchange.getIn().setBody(HttpCall.of(request));
    } catch (Exception e) {
      exchange.setException(e);
      end(exchange, request, response);
      return;
    }
    getAsyncProcessor().process(exchange, atOnce -> end(exchange, request, response));
  }

  /** On the thread that ends the route, which need not be the one that began it. */
  private void end(Exchange exchange, HttpServletRequest request, HttpServletResponse response) {
    try {
      Answer answer = answer(exchange);
      if (answer instanceof HttpAnswer whole) {
        whole.send(request, response);
      } else {
        answer.write(response);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The caller of {} went away", request.getRequestURI(), e);
      if (request.isAsyncStarted()) {
        request.getAsyncContext().complete();
      }
    } finally {
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  private Answer answer(Exchange exchange) {
    if (exchange.getException() != null) {
      return HttpAnswer.of(ClassifyProblem.of(exchange.getException()));
    }
    if (exchange.getMessage().getBody() instanceof Answer answer) {
      return answer;
    }
    LOG.error("Route {} ended without an answer", getRouteId());
    return HttpAnswer.of(
        Problem.of(
            500, "internal", "The route ended without an answer; see the log of the program."));
  }
}
