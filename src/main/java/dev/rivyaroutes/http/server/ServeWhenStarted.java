package dev.rivyaroutes.http.server;

import dev.rivyaroutes.http.ErrorAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 before the routes have started and after they have stopped. The server listens
 * earlier and longer; its 404 would make callers give up.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ServeWhenStarted extends OncePerRequestFilter {

  private final CamelContext camel;

  ServeWhenStarted(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (camel.getStatus().isStarted()) {
      chain.doFilter(request, response);
    } else {
      ErrorAnswers.problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE).write(response);
    }
  }
}
