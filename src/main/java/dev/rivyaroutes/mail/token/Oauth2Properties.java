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
 *     logs in by itself. At Google that is a service account, see {@code key-file}.
 * @param keyFile The JSON key file of a service account at Google, which needs domain-wide
 *     delegation for the mailbox {@code user}. No other key is needed with it.
 * @param tokenUrl The https address that issues tokens. Empty for that of the provider.
 * @param scope The scope of the tokens. Empty for that of the provider.
 */
public record Oauth2Properties(
    @DefaultValue("none") Provider provider,
    @DefaultValue("") String tenant,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String refreshToken,
    @DefaultValue("") String keyFile,
    @DefaultValue("") String tokenUrl,
    @DefaultValue("") String scope) {

  public boolean isOn() {
    return provider.isOn();
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    if (isServiceAccount()) {
      return "%s[key-file=%s]".formatted(provider, keyFile);
    }
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

  /** Whether a service account asks for the tokens. */
  public boolean isServiceAccount() {
    return !keyFile.isBlank();
  }

  /** Whether every user of this host can read the key file. */
  public boolean hasOpenKeyFile() {
    return isServiceAccount() && ServiceAccountKey.isOpen(keyFile.strip());
  }

  String url(ServiceAccountKey key) {
    return tokenUrl.isBlank() ? key.tokenUrl() : tokenUrl;
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
