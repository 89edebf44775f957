package dev.rivyaroutes.access;

import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers refused callers with the login or the role that they need. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof LoginRefused refused) {
      write(refused, response);
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
    boolean wrong = e instanceof BadCredentialsException;
    String detail =
        !wrong
            ? "This call needs a caller: send Authorization: Bearer and a token of"
                + " rivya.access.tokens, or log in as one of rivya.access.users."
            : BearerToken.isIn(request)
                ? "The bearer token is not one of rivya.access.tokens."
                : "The name or the password is not one of rivya.access.users.";
    Problem.of(401, "unknown-caller", detail)
        .withHeader(
            HttpHeaders.WWW_AUTHENTICATE,
            BearerToken.isIn(request)
                ? "Bearer realm=\"rivya-routes\", error=\"invalid_token\""
                : "Bearer realm=\"rivya-routes\", Basic realm=\"rivya-routes\"")
        .write(response);
  }

  /** The form says that it was wrong; that a login must wait is said as to everybody. */
  void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof LoginRefused refused) {
      write(refused, response);
    } else {
      response.sendRedirect(request.getContextPath() + LoginPage.PATH + "?error");
    }
  }

  private static void write(LoginRefused refused, HttpServletResponse response) throws IOException {
    (refused.isBusy()
            ? Problem.of(
                503, "busy", "Many passwords are being checked; send it again in a few seconds.")
            : Problem.of(
                429,
                "too-many-logins",
                "Too many wrong passwords were sent. Wait %d seconds before the next try."
                    .formatted(refused.retryAfter())))
        .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.retryAfter()))
        .write(response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    if (e instanceof CsrfException) {
      Problem.of(
              403,
              "csrf",
              "A call with a login from a browser needs the page's CSRF token; machines use a"
                  + " bearer token instead.")
          .write(response);
      return;
    }
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    Role role = Role.of(caller);
    String required = required(e);
    if (role == Role.OPERATOR && required.isEmpty()) {
      Problem.of(404, "not-found", "There is nothing at this address.").write(response);
      return;
    }
    String name = caller == null ? "nobody" : caller.getName();
    Problem.of(
            403,
            "not-allowed",
            name + " has " + granted(role, caller) + ", which is not enough here." + required)
        .with("caller", name)
        .write(response);
  }

  private static String granted(Role role, Authentication caller) {
    if (role == null) {
      return "no role";
    }
    List<String> flows = flows(caller.getAuthorities());
    return "the role "
        + role.word()
        + (flows.equals(List.of(Role.ALL_FLOWS)) ? "" : " for " + String.join(", ", flows));
  }

  /** Which role would do; nothing where there is nothing. */
  private static String required(AccessDeniedException e) {
    if (!(e instanceof AuthorizationDeniedException denied)
        || !(denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision)) {
      return "";
    }
    List<String> required =
        new ArrayList<>(
            Stream.of(Role.values())
                .filter(
                    role ->
                        decision.getAuthorities().stream()
                            .anyMatch(one -> one.getAuthority().equals(role.authority())))
                .map(Role::word)
                .toList());
    List<String> flows = flows(decision.getAuthorities());
    boolean all = flows.remove(Role.ALL_FLOWS);
    flows.forEach(flow -> required.add("submitter for " + flow));
    return " It needs the role " + String.join(" or ", required) + (all ? " for all flows." : ".");
  }

  private static List<String> flows(Collection<? extends GrantedAuthority> granted) {
    String prefix = Role.forFlow("");
    return granted.stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority.startsWith(prefix))
        .map(authority -> authority.substring(prefix.length()))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
