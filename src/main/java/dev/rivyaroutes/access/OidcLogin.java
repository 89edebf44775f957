package dev.rivyaroutes.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** The way in for people by an OpenID provider. */
final class OidcLogin {
  private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Not logged in</title></head>
      <body><h1>Not logged in</h1><p>%s</p></body></html>
      """;

  private final CookieSettings cookies;
  private final AuthenticationSuccessHandler success;

  /**
   * @param success what follows a login
   */
  OidcLogin(CookieSettings cookies, AuthenticationSuccessHandler success) {
    this.cookies = cookies;
    this.success = success;
  }

  void set(HttpSecurity http) throws Exception {
    http.exceptionHandling(
            e -> e.defaultAuthenticationEntryPointFor(LoginPage::redirect, LoginPage::isForBrowser))
        .oauth2Login(
            login ->
                login
                    .authorizationEndpoint(
                        start -> start.authorizationRequestRepository(new PendingLogins(cookies)))
                    .authorizedClientRepository(new KeepNoClient())
                    .successHandler(success)
                    .failureHandler(OidcLogin::failed))
        .logout(Customizer.withDefaults());
  }

  /** Checks the answer of the provider, which must have an ID token. */
  static AuthenticationManager manager(AccessProperties.Oidc oidc) {
    return new ProviderManager(
        new OidcAuthorizationCodeAuthenticationProvider(
            new RestClientAuthorizationCodeTokenResponseClient(),
            new LoadOidcUser(new MapOidcGroups(oidc))));
  }

  /** A plain page that repeats nothing of the call. */
  private static void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    boolean noRole =
        e instanceof OAuth2AuthenticationException refused
            && refused.getError().getErrorCode().equals(LoadOidcUser.NO_ROLE);
    if (!noRole) {
      LOG.warn("A login by the OpenID provider failed: {}", e.getMessage());
    }
    byte[] page =
        PAGE.formatted(
                noRole
                    ? "You are known to the provider, but have no role here. Ask the people who run"
                        + " this program for one, and log in again."
                    : "The login at the provider did not succeed. Open the page again to retry; the"
                        + " log of the program has the reason.")
            .getBytes(UTF_8);
    response.setStatus(noRole ? 403 : 401);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
