package dev.rivyaroutes.access;

import dev.rivyaroutes.LatestEntries;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.util.WebUtils;

/**
 * The logins that were sent to the OpenID provider and did not come back yet. Anybody can begin
 * one, so they have no session, and only the newest are kept; a cookie says whose each is.
 */
final class PendingLogins implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  private static final String COOKIE = "RIVYA-LOGIN";
  private static final int MOST = 1_000;
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final StringKeyGenerator keys =
      new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);
  private final Map<String, OAuth2AuthorizationRequest> pending =
      Collections.synchronizedMap(new LatestEntries<>(MOST));
  private final CookieSettings cookies;

  PendingLogins(CookieSettings cookies) {
    this.cookies = cookies;
  }

  @Override
  public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    OAuth2AuthorizationRequest begun = cookie == null ? null : pending.get(cookie.getValue());
    String state = request.getParameter(OAuth2ParameterNames.STATE);
    return begun != null && begun.getState().equals(state) ? begun : null;
  }

  @Override
  public void saveAuthorizationRequest(
      OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
    String key = keys.generateKey();
    pending.put(key, begun);
    cookies.set(COOKIE, key, LIFE, request, response);
  }

  @Override
  public OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
    if (begun != null) {
      pending.remove(WebUtils.getCookie(request, COOKIE).getValue());
      cookies.set(COOKIE, "", Duration.ZERO, request, response);
    }
    return begun;
  }
}
