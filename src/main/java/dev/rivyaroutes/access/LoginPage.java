package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** Tells people at a browser, who are sent to the login page, from programs, who get a problem. */
final class LoginPage {

  static boolean isWantedBy(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains("text/html")
        && !request.getRequestURI().startsWith(request.getContextPath() + "/api");
  }

  private LoginPage() {}
}
