package dev.rivyaroutes.http.server;

import dev.rivyaroutes.http.BrowserCall;
import dev.rivyaroutes.http.ErrorAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 before the routes have started and after they have stopped. The server listens
 * earlier and longer; its 404 would make callers give up. A browser gets a page that tries again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ServeWhenStarted extends OncePerRequestFilter {

  private static final int SECONDS = 5;
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="%d"><title>One moment – Rivya Routes</title></head>
      <body><h1>One moment</h1>
      <p>Rivya Routes is starting or stopping. This page tries again every %d seconds.</p>
      </body></html>
      """
          .formatted(SECONDS, SECONDS);

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
    } else if (isOfPerson(request)) {
      show(response);
    } else {
      ErrorAnswers.problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE).write(response);
    }
  }

  private static boolean isOfPerson(HttpServletRequest request) {
    return HttpMethod.GET.matches(request.getMethod()) && BrowserCall.is(request);
  }

  private static void show(HttpServletResponse response) throws IOException {
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(SECONDS));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
