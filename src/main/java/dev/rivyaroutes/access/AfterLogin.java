package dev.rivyaroutes.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** Counts the session that a login has made, and leads to the page that was asked for. */
final class AfterLogin extends SavedRequestAwareAuthenticationSuccessHandler {

  private final LimitSessions sessions;

  AfterLogin(LimitSessions sessions, RequestedPage requestedPage) {
    this.sessions = sessions;
    setDefaultTargetUrl("/console");
    setRequestCache(requestedPage);
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication user)
      throws ServletException, IOException {
    sessions.made(user.getName(), request.getSession());
    super.onAuthenticationSuccess(request, response, user);
  }
}
