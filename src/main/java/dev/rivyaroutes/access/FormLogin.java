package dev.rivyaroutes.access;

import dev.rivyaroutes.http.BrowserCall;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** The ways in for people with a password: HTTP basic, and a form that makes a session. */
final class FormLogin {

  private final AfterLogin after;
  private final Refusals refusals;

  FormLogin(AfterLogin after, Refusals refusals) {
    this.after = after;
    this.refusals = refusals;
  }

  /**
   * The sessions are counted behind the form and not by a strategy of Spring Security, which would
   * make one for each call with HTTP basic too.
   */
  void set(HttpSecurity http) throws Exception {
    http.exceptionHandling(
            e -> e.defaultAuthenticationEntryPointFor(LoginPage::redirect, BrowserCall::is))
        .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
        .formLogin(
            form ->
                form.loginPage(LoginPage.PATH)
                    .successHandler(after)
                    .failureHandler(refusals::failed));
  }
}
