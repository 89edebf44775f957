package dev.rivyaroutes.access;

import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Says to a caller who may not, what is missing. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
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
    if (caller != null && withPrefix(caller, "ROLE_").equals(Role.OPERATOR.name())) {
      Problem.of(404, "not-found", "There is nothing at this address.").write(response);
      return;
    }
    String name = caller == null ? "nobody" : caller.getName();
    Problem.of(403, "not-allowed", name + " has " + granted(caller) + ", which is not enough here.")
        .with("caller", name)
        .write(response);
  }

  private static String granted(Authentication caller) {
    if (caller == null) {
      return "no role";
    }
    String roles = withPrefix(caller, "ROLE_").toLowerCase(Locale.ROOT);
    String flows = withPrefix(caller, Role.forFlow(""));
    return "the role " + roles + (flows.isEmpty() ? "" : " for " + flows);
  }

  private static String withPrefix(Authentication caller, String prefix) {
    return caller.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority.startsWith(prefix))
        .map(authority -> authority.substring(prefix.length()))
        .collect(Collectors.joining(", "));
  }
}
