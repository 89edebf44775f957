package dev.rivyaroutes.access;

import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;

/**
 * The ways in for people: HTTP basic, and a form that makes a session.
 *
 * @param passwords checks names and passwords
 */
record LetPeopleIn(AuthenticationManager passwords, FewSessions sessions, Refusals refusals) {

  void set(HttpSecurity http) throws Exception {
    http.authenticationManager(passwords)
        .exceptionHandling(
            e -> e.defaultAuthenticationEntryPointFor(LoginPage::redirect, LoginPage::isWantedBy))
        .sessionManagement(
            session ->
                session.sessionAuthenticationStrategy(
                    new CompositeSessionAuthenticationStrategy(
                        List.of(new ChangeSessionIdAuthenticationStrategy(), sessions))))
        .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
        .formLogin(form -> form.defaultSuccessUrl("/console").failureHandler(refusals::failed))
        .logout(Customizer.withDefaults());
  }
}
