package dev.rivyaroutes.access;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Which role each address needs. What no rule names is denied. */
final class AccessRules {

  static void set(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    rules
        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
        .permitAll()
        .requestMatchers(HttpMethod.POST, "/api/flows/{flow}/**")
        .access(mayUseFlow());
    // HEAD answers what GET does, without the body.
    for (HttpMethod read : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
      rules
          .requestMatchers(
              read,
              "/console",
              "/console/jobs",
              "/console/jobs/*",
              "/console/changes",
              "/console/assets/**",
              "/api/jobs",
              "/api/jobs/*",
              "/api/jobs/*/files/*",
              "/api/models",
              "/api/openapi.json",
              "/api/openapi.json/swagger-config",
              "/api/docs",
              "/api/docs/csrf",
              "/api/swagger-ui/*")
          .hasAnyRole("SUBMITTER", "VIEWER", "OPERATOR")
          .requestMatchers(read, "/api/quarantine/*/raw", "/api/support-bundle")
          .hasRole("OPERATOR")
          .requestMatchers(read, "/api/**", "/console/**")
          .hasAnyRole("VIEWER", "OPERATOR");
    }
    rules
        .requestMatchers("/api/**", "/console", "/console/**")
        .hasRole("OPERATOR")
        .anyRequest()
        .denyAll();
  }

  private static AuthorizationManager<RequestAuthorizationContext> mayUseFlow() {
    return (caller, context) -> {
      String flow = Role.forFlow(context.getVariables().get("flow"));
      List<GrantedAuthority> required = AuthorityUtils.createAuthorityList("ROLE_OPERATOR", flow);
      return new AuthorityAuthorizationDecision(
          caller.get().isAuthenticated()
              && caller.get().getAuthorities().stream().anyMatch(required::contains),
          List.copyOf(required));
    };
  }

  private AccessRules() {}
}
