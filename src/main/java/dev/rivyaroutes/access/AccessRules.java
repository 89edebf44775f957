package dev.rivyaroutes.access;

import dev.rivyaroutes.http.Caller;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Which role each address needs. What no rule names is denied. */
final class AccessRules {

  /**
   * An account as a whole, which may pay for any flow, orders to jobs of any flow, and files with
   * flows of any name.
   */
  private static final String[] OF_ALL_FLOWS = {
    "/api/accounts/*/webhook",
    "/api/accounts/*/webhook/**",
    "/api/accounts/*/pause",
    "/api/accounts/*/resume",
    "/api/bulk-orders",
    "/api/bulk-orders/**",
    "/api/flow-files",
    "/api/flow-files/**",
    "/console/flow-files",
    "/console/flow-files/**",
    "/console/webhooks",
    "/console/accounts/*/webhook",
    "/console/accounts/*/webhook/**",
    "/console/accounts/*/pause",
    "/console/accounts/*/resume",
    "/console/bulk-orders",
    "/console/bulk-orders/**"
  };

  /** The rules for callers who may log in. */
  static void setForPeople(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    rules.requestMatchers(LoginPage.PATH).permitAll();
    set(rules);
  }

  static void set(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    rules
        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
        .permitAll()
        .requestMatchers(
            HttpMethod.POST, "/api/flows/{flow}/switch-off", "/api/flows/{flow}/switch-on")
        .hasRole("OPERATOR")
        .requestMatchers(HttpMethod.POST, "/api/flows/{flow}/**")
        .access(mayUseFlow());
    // HEAD answers what GET does, without the body.
    for (HttpMethod read : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
      rules
          // The pages before a login look like the others.
          .requestMatchers(read, "/console/assets/console.css", "/console/assets/icon.svg")
          .permitAll()
          .requestMatchers(
              read,
              "/",
              "/console",
              "/console/jobs",
              "/console/jobs/*",
              "/console/changes",
              "/console/assets/**",
              "/api/jobs",
              "/api/jobs/*",
              "/api/jobs/*/files/*",
              "/api/jobs/*/references/*",
              "/api/models",
              "/api/openapi.json",
              "/api/openapi.json/swagger-config",
              "/api/docs",
              "/api/docs/csrf",
              "/api/swagger-ui/*")
          .hasAnyRole("SUBMITTER", "VIEWER", "OPERATOR")
          .requestMatchers(read, "/api/quarantine/*/raw")
          .hasRole("OPERATOR")
          .requestMatchers(read, "/api/support-bundle")
          .access(ofAllFlows(Role.OPERATOR))
          .requestMatchers(read, OF_ALL_FLOWS)
          .access(ofAllFlows(Role.VIEWER, Role.OPERATOR))
          .requestMatchers(read, "/api/**", "/console/**")
          .hasAnyRole("VIEWER", "OPERATOR");
    }
    rules
        .requestMatchers(OF_ALL_FLOWS)
        .access(ofAllFlows(Role.OPERATOR))
        .requestMatchers("/api/**", "/console", "/console/**")
        .hasRole("OPERATOR")
        .anyRequest()
        .denyAll();
  }

  /** Operators and submitters of the flow. */
  private static AuthorizationManager<RequestAuthorizationContext> mayUseFlow() {
    return (caller, context) -> {
      String flow = context.getVariables().get("flow");
      Authentication who = caller.get();
      Role role = who.isAuthenticated() ? Role.of(who) : null;
      return new AuthorityAuthorizationDecision(
          (role == Role.SUBMITTER || role == Role.OPERATOR) && Caller.of(who).sees().includes(flow),
          AuthorityUtils.createAuthorityList(Role.OPERATOR.authority(), Role.forFlow(flow)));
    };
  }

  /** One of the roles, and for all flows: what it is about has no flow. */
  static AuthorizationManager<RequestAuthorizationContext> ofAllFlows(Role... roles) {
    return (caller, context) -> {
      Authentication who = caller.get();
      Role role = Role.of(who);
      List<String> required = new ArrayList<>(List.of(Caller.ALL_FLOWS));
      Stream.of(roles).map(Role::authority).forEach(required::add);
      return new AuthorityAuthorizationDecision(
          who.isAuthenticated()
              && Stream.of(roles).anyMatch(one -> one == role)
              && Caller.of(who).sees().isOfAllFlows(),
          AuthorityUtils.createAuthorityList(required));
    };
  }

  private AccessRules() {}
}
