package dev.rivyaroutes.access;

import dev.rivyaroutes.http.BrowserCall;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Answers refused callers with the login or the role that they need: programs with a problem
 * document, people at a browser with a page.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  private static final String NO_CALLER =
      "This call needs a caller: send Authorization: Bearer and a token of rivya.access.tokens, or"
          + " log in as one of rivya.access.users.";

  private final WritePage pages;
  private final ShowLogin login;

  Refusals(WritePage pages, ShowLogin login) {
    this.pages = pages;
    this.login = login;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException, ServletException {
    if (BrowserCall.is(request) && !isOfPassword(e)) {
      show("Not logged in", 401, NO_CALLER, request, response);
    } else {
      challenge(request, response, e);
    }
  }

  private static boolean isOfPassword(AuthenticationException e) {
    return e instanceof LoginRefused
        || e instanceof AuthenticationServiceException
        || e instanceof BadCredentialsException;
  }

  /** Where no login page leads to, a browser asks for the password itself. */
  void challenge(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof LoginRefused refused) {
      problem(refused).write(response);
      return;
    }
    if (e instanceof AuthenticationServiceException) {
      Problem.of(
              503,
              "provider-unavailable",
              "The OpenID provider does not answer, so the token cannot be checked; send it again.")
          .withHeader(HttpHeaders.RETRY_AFTER, "30")
          .write(response);
      return;
    }
    String detail =
        !(e instanceof BadCredentialsException)
            ? NO_CALLER
            : BearerToken.isIn(request)
                ? "The bearer token is not one of rivya.access.tokens."
                : "The name or the password is not one of rivya.access.users.";
    Problem.of(401, "unknown-caller", detail)
        .withHeader(
            HttpHeaders.WWW_AUTHENTICATE,
            BearerToken.isIn(request)
                ? "Bearer realm=\"rivya-routes\", error=\"invalid_token\""
                : isOfPage(request)
                    ? "Bearer realm=\"rivya-routes\""
                    : "Bearer realm=\"rivya-routes\", Basic realm=\"rivya-routes\"")
        .write(response);
  }

  /** A browser would show its own dialog for the calls of a page whose login has ended. */
  private static boolean isOfPage(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    return mode != null && !mode.equals("navigate") || request.getHeader("HX-Request") != null;
  }

  /** The form says that the password was wrong, or when the next one may come. */
  void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException, ServletException {
    if (!(e instanceof LoginRefused refused)) {
      response.sendRedirect(request.getContextPath() + LoginPage.PATH + "?error");
    } else if (BrowserCall.is(request)) {
      login.delayed(refused, request, response);
    } else {
      problem(refused).write(response);
    }
  }

  private static Problem problem(LoginRefused refused) {
    return (refused.isBusy()
            ? Problem.of(
                503, "busy", "Many passwords are being checked; send it again in a few seconds.")
            : Problem.of(
                429,
                "too-many-logins",
                "Too many wrong passwords were sent. Wait %d seconds before the next try."
                    .formatted(refused.retryAfter())))
        .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.retryAfter()));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException, ServletException {
    boolean csrf = e instanceof CsrfException;
    boolean browser = BrowserCall.is(request);
    if (csrf && browser) {
      outdated(request, response);
      return;
    }
    Problem problem =
        csrf
            ? Problem.of(
                403,
                "csrf",
                "A call with a login from a browser needs the page's CSRF token; machines use a"
                    + " bearer token instead.")
            : DescribeDenial.of(e, SecurityContextHolder.getContext().getAuthentication());
    if (browser) {
      String title = problem.status() == 404 ? "Not found" : "Not allowed";
      show(title, problem.status(), problem.detail(), request, response);
    } else {
      problem.write(response);
    }
  }

  /** A form whose token is not, or no longer, the one of its caller. */
  private void outdated(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getRequestURI().equals(request.getContextPath() + LoginPage.PATH)) {
      login.outdated(request, response);
    } else {
      show(
          "This page is too old",
          403,
          "You have logged in or out since the page was opened, so its form is no longer valid."
              + " Nothing was done. Open the page again, and repeat the order.",
          request,
          response);
    }
  }

  private void show(
      String title,
      int status,
      String detail,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    Map<String, Object> values = new HashMap<>();
    values.put("title", title);
    values.put("detail", detail);
    values.put("back", LoginPage.isRead(request) ? null : RequestedPage.of(request));
    values.put("login", status == 401 && login.isPossible());
    pages.write("refused", values, status, request, response);
  }
}
