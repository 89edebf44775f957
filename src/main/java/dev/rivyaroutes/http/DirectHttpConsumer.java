package dev.rivyaroutes.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
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

  DirectHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    super(endpoint, processor, Runnable::run);
  }

  /** Null tells Spring MVC that the answer is written; a future would cost a second dispatch. */
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
      Problem.of(503, "stopping", "This call is not served now; send it again in a few seconds.")
          .withHeader("Retry-After", "5")
          .write(response);
      return;
    }
    Exchange exchange = createExchange(false);
    try {
      exchange.setPattern(ExchangePattern.InOut);
      exchange.getIn().setBody(new HttpCall(request));
      createUoW(exchange);
      route(exchange);
      write(exchange, response);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      ClassifyProblem.of(e).write(response);
    } finally {
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  private void route(Exchange exchange) {
    try {
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
  }

  private void write(Exchange exchange, HttpServletResponse response) throws IOException {
    if (exchange.getException() != null) {
      ClassifyProblem.of(exchange.getException()).write(response);
    } else if (exchange.getMessage().getBody() instanceof Answer answer) {
      answer.write(response);
    } else {
      LOG.error("Route {} ended without an answer", getRouteId());
      Problem.of(500, "internal", "The route ended without an answer; its log says more.")
          .write(response);
    }
  }
}
