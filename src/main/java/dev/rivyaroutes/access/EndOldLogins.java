package dev.rivyaroutes.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session some time after its login, before the call is authenticated. An open page asks
 * again and again, so that its session would never end for lack of use.
 */
final class EndOldLogins extends OncePerRequestFilter {

  private final Duration maxAge;
  private final Clock clock;

  EndOldLogins(Duration maxAge, Clock clock) {
    this.maxAge = maxAge;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && isOver(session)) {
      session.invalidate();
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(HttpSession session) {
    return !Instant.ofEpochMilli(session.getCreationTime()).plus(maxAge).isAfter(clock.instant());
  }
}
