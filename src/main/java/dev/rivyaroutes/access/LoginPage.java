package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;

/** Tells people at a browser, who are sent to the login page, from programs, who get a problem. */
final class LoginPage {
  static final String PATH = "/login";

  /** Without the host: a caller may name any. */
  static void redirect(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    response.sendRedirect(request.getContextPath() + PATH);
  }

  static boolean isForBrowser(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains("text/html")
        && !request.getRequestURI().startsWith(request.getContextPath() + "/api");
  }

  private LoginPage() {}
}
