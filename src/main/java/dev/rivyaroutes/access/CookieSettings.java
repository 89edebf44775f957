package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * How the cookies of a login are made: no script reads them, no foreign page sends them, and where
 * callers come by https they never go over http.
 *
 * @param https whether the configured address of the program is an https address
 */
record CookieSettings(boolean https) {
  static final String SAME_SITE = "Lax";
  private static final String SESSION = "JSESSIONID";

  /** A token in a cookie of the caller, which foreign pages cannot read. */
  CookieCsrfTokenRepository csrf() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieCustomizer(
        cookie -> {
          cookie.sameSite(SAME_SITE);
          if (https) {
            cookie.secure(true);
          }
        });
    return tokens;
  }

  /** Sets a cookie of the program, or with no life removes it. */
  void set(
      String name,
      String value,
      Duration life,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.addHeader("Set-Cookie", of(name, value, life, request).toString());
  }

  /** Removes the cookie of a session that a logout has ended, so that it is not taken for one. */
  void endSession(HttpServletRequest request, HttpServletResponse response, Authentication user) {
    String name = request.getServletContext().getSessionCookieConfig().getName();
    set(name == null ? SESSION : name, "", Duration.ZERO, request, response);
  }

  ResponseCookie of(String name, String value, Duration life, HttpServletRequest request) {
    String path = request.getContextPath();
    return ResponseCookie.from(name, value)
        .path(path.isEmpty() ? "/" : path)
        .maxAge(life)
        .httpOnly(true)
        .secure(https || request.isSecure())
        .sameSite(SAME_SITE)
        .build();
  }
}
