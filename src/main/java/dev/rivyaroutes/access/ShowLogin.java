package dev.rivyaroutes.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page: a form where users are configured, and a link where an OpenID provider is. */
@Controller
class ShowLogin {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final boolean users;
  private final OidcConfiguration.Login provider;
  private final WritePage pages;
  private final Clock clock;

  ShowLogin(
      AccessProperties access, OidcConfiguration.Provider provider, WritePage pages, Clock clock) {
    this.users = !access.users().isEmpty();
    this.provider = provider.login();
    this.pages = pages;
    this.clock = clock;
  }

  /** Whether anybody can log in. */
  boolean isPossible() {
    return users || provider != null;
  }

  @GetMapping(LoginPage.PATH)
  void show(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String ended = request.getParameter(LoginPage.ENDED);
    String notice =
        request.getParameter("logout") != null
            ? "You are logged out."
            : LoginPage.ORDER.equals(ended)
                ? "Your login has ended, so your last order was not carried out. Log in, and give"
                    + " it again."
                : ended != null ? "Your login has ended. Log in to continue." : null;
    String problem =
        request.getParameter("error") == null ? null : "The name or the password is wrong.";
    write(notice, problem, 200, request, response);
  }

  /** Too many passwords were wrong, or are being checked: the form says when the next may come. */
  void delayed(LoginRefused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String time = TIME.format(clock.instant().plusSeconds(refused.retryAfter()));
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.retryAfter()));
    write(
        null,
        refused.isBusy()
            ? "Many passwords are being checked at the moment, and yours was not. Log in again in a"
                + " few seconds."
            : "Too many wrong passwords were sent, so this one was not checked. Try again in %d s, at %s."
                .formatted(refused.retryAfter(), time),
        refused.isBusy() ? 503 : 429,
        request,
        response);
  }

  /** The form was opened before another login or logout, or in a browser without its cookies. */
  void outdated(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    write(
        null,
        "This form was no longer valid, so the password was not checked. Log in again. Your browser"
            + " must accept cookies.",
        403,
        request,
        response);
  }

  private void write(
      String notice,
      String problem,
      int status,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    Map<String, Object> values = new HashMap<>();
    values.put("users", users);
    values.put("provider", provider);
    values.put("notice", notice);
    values.put("problem", problem);
    values.put(
        "name",
        request.getParameter(
            UsernamePasswordAuthenticationFilter.SPRING_SECURITY_FORM_USERNAME_KEY));
    pages.write("login", values, status, request, response);
  }
}
