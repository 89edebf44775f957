package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Finds the bearer token of a request (RFC 6750, the header form only). */
final class BearerToken implements AuthenticationConverter {
  private static final String SCHEME = "Bearer ";

  static boolean isIn(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  @Override
  public Authentication convert(HttpServletRequest request) {
    if (!isIn(request)) {
      return null;
    }
    String token = request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()).strip();
    return UsernamePasswordAuthenticationToken.unauthenticated("", token);
  }
}
