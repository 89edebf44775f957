package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches API calls to which no browser has added a login by itself: those without any, and those
 * with HTTP basic that name no page they come from. They need no CSRF token, and no session to keep
 * one.
 */
final class MachineCall implements RequestMatcher {

  @Override
  public boolean matches(HttpServletRequest request) {
    return request.getRequestURI().startsWith(request.getContextPath() + "/api/")
        && !request.isRequestedSessionIdValid()
        && (request.getHeader(HttpHeaders.AUTHORIZATION) == null || namesNoPage(request));
  }

  private static boolean namesNoPage(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.ORIGIN) == null
        && request.getHeader(HttpHeaders.REFERER) == null
        && request.getHeader("Sec-Fetch-Site") == null;
  }
}
