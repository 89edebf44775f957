package dev.rivyaroutes.mail.token;

import java.util.Locale;

/**
 * The remedy when Google issues no token to a service account, by what it answers.
 *
 * @see <a
 *     href="https://developers.google.com/identity/protocols/oauth2/service-account#jwt-error-codes">Google,
 *     JWT error codes</a>
 */
final class ExplainAssertionRefusal {

  private ExplainAssertionRefusal() {}

  /** In {} stands the prefix of the keys of the connection. */
  static String remedy(
      int status, String error, String text, ServiceAccountKey key, Oauth2Properties settings) {
    return switch (error) {
      case "unauthorized_client", "access_denied" ->
          "The domain has not delegated its mailboxes to the service account: in the Admin console (Security, API controls, Domain-wide delegation) add the client ID %s with the scope %s. It takes effect within 24 hours."
              .formatted(key.clientId(), settings.usedScope());
      case "invalid_grant" -> grant(text.toLowerCase(Locale.ROOT), key);
      case "invalid_scope" ->
          "The scope %s is not valid: remove {}.oauth2.scope.".formatted(settings.usedScope());
      case "invalid_client", "deleted_client", "disabled_client" ->
          "The service account %s is unknown, disabled or deleted: enable it, or set {}.oauth2.key-file to a key of another one."
              .formatted(key.email());
      case "admin_policy_enforced" ->
          "A policy of the domain forbids the scope %s: allow the client ID %s in the Admin console (Security, API controls, App access control)."
              .formatted(settings.usedScope(), key.clientId());
      default ->
          status == 429 || status >= 500
              ? "The provider has a problem of its own; it is asked again."
              : "Check that %s is the address that issues tokens; it is %s."
                  .formatted(
                      settings.url(key),
                      settings.tokenUrl().isBlank()
                          ? "token_uri in the file {}.oauth2.key-file"
                          : "{}.oauth2.token-url");
    };
  }

  private static String grant(String text, ServiceAccountKey key) {
    if (text.contains("signature")) {
      return "The key %s of %s was deleted or has expired: create a new one and set {}.oauth2.key-file to its file."
          .formatted(key.id(), key.email());
    }
    if (text.contains("iat and exp")
        || text.contains("short-lived")
        || text.contains("timeframe")) {
      return "The clock of this host is wrong: set it by NTP.";
    }
    if (text.contains("email") || text.contains("user id")) {
      return "{}.user is no user of the domain: set it to the primary address of the mailbox, not to an alias or a group.";
    }
    if (text.contains("account not found")) {
      return "The service account %s does not exist any more: set {}.oauth2.key-file to a key of another one."
          .formatted(key.email());
    }
    if (text.contains("audience")) {
      return "The file {}.oauth2.key-file names another issuer of tokens, %s: use the file as Google issued it."
          .formatted(key.tokenUrl());
    }
    return "Check that the clock of this host is right, that {}.user is the primary address of a mailbox of the domain, and that the key %s of %s still exists."
        .formatted(key.id(), key.email());
  }
}
