package dev.rivyaroutes.access;

import dev.rivyaroutes.http.BrowserCall;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes every caller on this machine for an operator while no access is configured. A web page that
 * the person at this machine has open is no such caller: a foreign origin, or a name that only
 * pretends to be this machine, is refused.
 */
final class AllowLocalCallers extends OncePerRequestFilter {
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Authentication OPERATOR =
      MachineCaller.of("local", Role.OPERATOR.authorities(null), "local");

  private final WritePage pages;

  AllowLocalCallers(WritePage pages) {
    this.pages = pages;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
        || !LOCAL_NAMES.contains(request.getServerName())
        || isForeign(request)) {
      refuse(request, response);
      return;
    }
    SecurityContextHolder.setContext(new SecurityContextImpl(OPERATOR));
    chain.doFilter(request, response);
  }

  /** A link on another web page leads to a page with a link of our own. */
  private void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Problem problem =
        Problem.of(
            403,
            "local-only",
            "No access is configured, so only programs on this machine may call, by the name"
                + " localhost and not from another web page. Configure rivya.access to open it to"
                + " others.");
    if (BrowserCall.is(request)) {
      pages.write(
          "refused",
          Map.of("title", "Not allowed", "detail", problem.detail(), "login", false),
          problem.status(),
          request,
          response);
    } else {
      problem.write(response);
    }
  }

  private static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      URI uri = URI.create(origin);
      return !request.getServerName().equals(uri.getHost())
          || request.getServerPort() != uri.getPort();
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
