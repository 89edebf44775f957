package dev.rivyaroutes.access;

import dev.rivyaroutes.http.BrowserCall;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** The way in for people by an OpenID provider. */
final class OidcLogin {
  private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

  private final CookieSettings cookies;
  private final AuthenticationSuccessHandler success;
  private final WritePage pages;

  /**
   * @param success what follows a login
   */
  OidcLogin(CookieSettings cookies, AuthenticationSuccessHandler success, WritePage pages) {
    this.cookies = cookies;
    this.success = success;
    this.pages = pages;
  }

  void set(HttpSecurity http) throws Exception {
    http.exceptionHandling(
            e -> e.defaultAuthenticationEntryPointFor(LoginPage::redirect, BrowserCall::is))
        .oauth2Login(
            login ->
                login
                    .loginPage(LoginPage.PATH)
                    .authorizationEndpoint(
                        start -> start.authorizationRequestRepository(new PendingLogins(cookies)))
                    .authorizedClientRepository(new KeepNoClient())
                    .successHandler(success)
                    .failureHandler(this::failed));
  }

  /** Checks the answer of the provider, which must have an ID token. */
  static AuthenticationManager manager(AccessProperties.Oidc oidc) {
    return new ProviderManager(
        new OidcAuthorizationCodeAuthenticationProvider(
            new RestClientAuthorizationCodeTokenResponseClient(),
            new LoadOidcUser(new MapOidcGroups(oidc))));
  }

  /** A page that repeats nothing of the call. */
  private void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException, ServletException {
    boolean noRole =
        e instanceof OAuth2AuthenticationException refused
            && refused.getError().getErrorCode().equals(LoadOidcUser.NO_ROLE);
    if (!noRole) {
      LOG.warn("A login by the OpenID provider failed: {}", e.getMessage());
    }
    String why =
        noRole
            ? "You are known to the provider, but have no role here. Ask the people who run this"
                + " program for one, and log in again."
            : "The login at the provider did not succeed. Log in again; the log of the program has"
                + " the reason.";
    pages.write(
        "refused",
        Map.of("title", "Not logged in", "detail", why, "login", true),
        noRole ? 403 : 401,
        request,
        response);
  }
}
