package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.AuthenticationException;

/** Where people log in, and how they are sent there. */
final class LoginPage {
  static final String PATH = "/login";

  /** Says on the page that the login has ended, with the value for an order that was not taken. */
  static final String ENDED = "ended";

  static final String ORDER = "order";

  /** Without the host: a caller may name any. */
  static void redirect(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    String ended = !hadSession(request) ? "" : "?" + ENDED + (isRead(request) ? "" : "=" + ORDER);
    response.sendRedirect(request.getContextPath() + PATH + ended);
  }

  /** Whether the browser has the cookie of a session that is no longer there. */
  private static boolean hadSession(HttpServletRequest request) {
    String session = request.getRequestedSessionId();
    return session != null && !session.isEmpty() && !request.isRequestedSessionIdValid();
  }

  static boolean isRead(HttpServletRequest request) {
    return HttpMethod.GET.matches(request.getMethod())
        || HttpMethod.HEAD.matches(request.getMethod());
  }

  private LoginPage() {}
}
