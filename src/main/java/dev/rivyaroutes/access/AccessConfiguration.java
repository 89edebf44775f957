package dev.rivyaroutes.access;

import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import dev.rivyaroutes.http.BrowserCall;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;

/** The rules of the HTTP surface: who needs which role for what. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AccessProperties.class)
@EnableWebSecurity
class AccessConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);

  private final AccessProperties access;
  private final Refusals refusals;
  private final WritePage pages;
  private final PasswordEncoder encoder = Passwords.encoder();
  private final CookieSettings cookies;
  private CheckPasswords passwords;

  AccessConfiguration(
      AccessProperties access, CookieSettings cookies, WritePage pages, ShowLogin login) {
    new CheckAccess(encoder).check(access);
    this.access = access;
    this.cookies = cookies;
    this.pages = pages;
    this.refusals = new Refusals(pages, login);
  }

  @EventListener(ApplicationReadyEvent.class)
  void logThatItIsLocal() {
    if (access.isOpen()) {
      LOG.info(
          "No caller is configured: listening on this machine only, where every program is an"
              + " operator. Set rivya.access.tokens or rivya.access.users to open it.");
    }
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return encoder;
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        access.users().stream()
            .map(
                user ->
                    User.withUsername(user.name())
                        .password(user.password())
                        .authorities(Role.of(user.role()).authorities(user.flows()))
                        .build())
            .toList());
  }

  /**
   * On a port of its own, who reaches the port may read it; else all but the health is for viewers.
   */
  @Bean
  @Order(1)
  SecurityFilterChain management(HttpSecurity http, Environment environment, Clock clock)
      throws Exception {
    boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()));
    if (access.isOpen()) {
      http.addFilterBefore(new AllowLocalCallers(pages), AuthorizationFilter.class);
    }
    return http.authenticationManager(passwords(clock))
        .httpBasic(basic -> basic.authenticationEntryPoint(refusals::challenge))
        .authorizeHttpRequests(
            rules -> {
              rules.requestMatchers(EndpointRequest.to("health")).permitAll();
              if (ownPort) {
                rules.anyRequest().permitAll();
              } else {
                rules.anyRequest().access(AccessRules.ofAllFlows(Role.VIEWER, Role.OPERATOR));
              }
            })
        .build();
  }

  /** Rivya's events and the links of askers prove themselves by their signature. */
  @Bean
  @Order(2)
  SecurityFilterChain signed(HttpSecurity http) throws Exception {
    return stateless(http.securityMatcher("/webhooks/rivya/**", "/status/**"))
        .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
        .build();
  }

  /** Machines: no session, no CSRF token, no slow password. */
  @Bean
  @Order(3)
  SecurityFilterChain tokens(HttpSecurity http, OidcConfiguration.Provider provider)
      throws Exception {
    AuthenticationFilter bearer =
        new AuthenticationFilter(
            new AuthenticateTokens(access.tokens(), provider.jwts()), new BearerToken());
    bearer.setSuccessHandler((request, response, caller) -> {});
    bearer.setFailureHandler(refusals::commence);
    return stateless(http.securityMatcher(request -> !access.isOpen() && BearerToken.isIn(request)))
        .addFilterBefore(bearer, AuthorizationFilter.class)
        .authorizeHttpRequests(AccessRules::set)
        .build();
  }

  /**
   * People: a session with CSRF protection, or HTTP basic. Before the login nothing of a caller is
   * kept here, but in its own cookies.
   */
  @Bean
  @Order(4)
  SecurityFilterChain people(
      HttpSecurity http, LimitSessions sessions, OidcConfiguration.Provider provider, Clock clock)
      throws Exception {
    if (access.isOpen()) {
      return stateless(http)
          .addFilterBefore(new AllowLocalCallers(pages), AuthorizationFilter.class)
          .authorizeHttpRequests(AccessRules::set)
          .build();
    }
    RequestedPage requestedPage = new RequestedPage(cookies);
    http.csrf(
            csrf ->
                csrf.ignoringRequestMatchers(new MachineCall()).csrfTokenRepository(cookies.csrf()))
        .requestCache(cache -> cache.requestCache(requestedPage))
        .exceptionHandling(
            e ->
                e.defaultAuthenticationEntryPointFor(refusals, request -> !BrowserCall.is(request))
                    .accessDeniedHandler(refusals))
        .logout(logout -> logout.addLogoutHandler(cookies::endSession))
        .authorizeHttpRequests(AccessRules::setForPeople);
    AfterLogin after = new AfterLogin(sessions, requestedPage);
    if (!access.users().isEmpty()) {
      new FormLogin(after, refusals).set(http);
    }
    if (provider.login() != null) {
      new OidcLogin(cookies, after, pages).set(http);
    }
    http.authenticationManager(
        provider.login() != null
            ? new ChooseLogin(passwords(clock), OidcLogin.manager(access.oidc()))
            : passwords(clock));
    return http.build();
  }

  /** One for all ports, so that the limits apply to guesses at any of them. */
  private CheckPasswords passwords(Clock clock) {
    if (passwords == null) {
      DaoAuthenticationProvider known = new DaoAuthenticationProvider(users());
      known.setPasswordEncoder(encoder);
      passwords = new CheckPasswords(new ProviderManager(known), clock);
    }
    return passwords;
  }

  private HttpSecurity stateless(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(Customizer.withDefaults())
        .sessionManagement(session -> session.sessionCreationPolicy(STATELESS))
        .exceptionHandling(
            e -> e.authenticationEntryPoint(refusals::challenge).accessDeniedHandler(refusals));
  }
}
