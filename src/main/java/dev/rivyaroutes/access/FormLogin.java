package dev.rivyaroutes.access;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** The ways in for people: HTTP basic, and a form that makes a session. */
final class FormLogin {

  private final AuthenticationManager passwords;
  private final LimitSessions sessions;
  private final RequestedPage requestedPage;
  private final Refusals refusals;

  /**
   * @param passwords checks names and passwords
   */
  FormLogin(
      AuthenticationManager passwords,
      LimitSessions sessions,
      RequestedPage requestedPage,
      Refusals refusals) {
    this.passwords = passwords;
    this.sessions = sessions;
    this.requestedPage = requestedPage;
    this.refusals = refusals;
  }

  /**
   * The sessions are counted behind the form and not by a strategy of Spring Security, which would
   * make one for each call with HTTP basic too.
   */
  void set(HttpSecurity http) throws Exception {
    http.authenticationManager(passwords)
        .exceptionHandling(
            e -> e.defaultAuthenticationEntryPointFor(LoginPage::redirect, LoginPage::isForBrowser))
        .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
        .formLogin(form -> form.successHandler(success()).failureHandler(refusals::failed))
        .logout(Customizer.withDefaults());
  }

  private AuthenticationSuccessHandler success() {
    SavedRequestAwareAuthenticationSuccessHandler page =
        new SavedRequestAwareAuthenticationSuccessHandler();
    page.setDefaultTargetUrl("/console");
    page.setRequestCache(requestedPage);
    return (request, response, user) -> {
      sessions.made(user.getName(), request.getSession());
      page.onAuthenticationSuccess(request, response, user);
    };
  }
}
