package dev.rivyaroutes.mail.token;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access tokens for a mail connection. Its text shows no secrets.
 *
 * @param provider Who issues the tokens. {@code microsoft} and {@code google} know their servers
 *     and addresses; {@code custom} needs {@code token-url}; {@code none} logs in with the
 *     password.
 * @param tenant The directory (tenant) id at Microsoft.
 * @param clientId The id of the application that is registered at the provider.
 * @param clientSecret The secret of the application; at Microsoft its value, not its id.
 * @param refreshToken The refresh token of the user. Empty for client credentials: the application
 *     logs in by itself, which Google does not offer.
 * @param tokenUrl The https address that issues tokens. Empty for that of the provider.
 * @param scope The scope of the tokens. Empty for that of the provider.
 */
public record Oauth2Properties(
    @DefaultValue("none") Provider provider,
    @DefaultValue("") String tenant,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String refreshToken,
    @DefaultValue("") String tokenUrl,
    @DefaultValue("") String scope) {

  public boolean isOn() {
    return provider.isOn();
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return isOn()
        ? "%s[client-id=%s, client-secret=%s, refresh-token=%s]"
            .formatted(provider, clientId, set(clientSecret), set(refreshToken))
        : "none";
  }

  private static String set(String secret) {
    return secret.isEmpty() ? "not set" : "set";
  }

  boolean isRefresh() {
    return !refreshToken.isBlank();
  }

  String url() {
    return tokenUrl.isBlank() ? provider.tokenUrl().replace("{tenant}", tenant.strip()) : tokenUrl;
  }

  String usedScope() {
    if (!scope.isBlank()) {
      return scope.strip();
    }
    return isRefresh() ? provider.userScope() : provider.applicationScope();
  }
}
