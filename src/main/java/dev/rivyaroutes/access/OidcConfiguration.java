package dev.rivyaroutes.access;

import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** What Spring's own keys say of an OpenID provider, and what they need of ours. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class OidcConfiguration {
  private static final String CLIENTS = "spring.security.oauth2.client.registration";
  private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
  private static final String GROUPS = "rivya.access.oidc.groups";

  /**
   * The ways in by the provider.
   *
   * @param login how people log in by it; null where they do not
   * @param jwts checks the tokens of machines; null where none are accepted
   */
  record Provider(Login login, AuthenticateJwts jwts) {}

  /**
   * The login by a provider.
   *
   * @param id its name in the configuration
   * @param name its name for people
   */
  record Login(String id, String name) {}

  @Bean
  Provider oidcProvider(
      AccessProperties access, Environment environment, ObjectProvider<JwtDecoder> decoders) {
    Set<String> clients =
        Binder.get(environment)
            .bind(CLIENTS, Bindable.mapOf(String.class, Object.class))
            .map(Map::keySet)
            .orElse(Set.of());
    JwtDecoder decoder = decoders.getIfAvailable();
    boolean mapped = !access.oidc().groups().isEmpty();
    require(
        clients.size() <= 1,
        CLIENTS
            + " has several entries; configure one provider, because callers of several may have"
            + " the same name.");
    require(
        mapped || clients.isEmpty() && decoder == null,
        "An OpenID provider is configured, but "
            + GROUPS
            + " is empty, so nobody would have a role; map its groups to roles.");
    require(
        !mapped || !clients.isEmpty() || decoder != null,
        GROUPS
            + " is set, but no provider is; set "
            + CLIENTS
            + ".<name>, or "
            + JWT
            + "issuer-uri.");
    require(
        decoder == null
            || environment.containsProperty(JWT + "audiences")
            || environment.containsProperty(JWT + "audiences[0]"),
        JWT
            + "audiences is not set, so that tokens for other programs would be accepted; set it to"
            + " what the provider names this program.");
    String name = environment.getProperty(JWT + "principal-claim-name", "sub");
    return new Provider(
        clients.stream().findFirst().map(id -> login(id, environment)).orElse(null),
        decoder == null
            ? null
            : new AuthenticateJwts(decoder, new MapOidcGroups(access.oidc()), name));
  }

  private static Login login(String id, Environment environment) {
    return new Login(id, environment.getProperty(CLIENTS + "." + id + ".client-name", id));
  }

  private static void require(boolean right, String wrong) {
    if (!right) {
      throw new IllegalStateException(wrong);
    }
  }
}
