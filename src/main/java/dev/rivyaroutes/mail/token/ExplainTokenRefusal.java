package dev.rivyaroutes.mail.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.HiddenSecrets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Explains why a provider issued no access token, with the remedy for the usual mistakes.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Microsoft
 *     Entra error codes</a>
 * @see <a href="https://developers.google.com/identity/protocols/oauth2#expiration">Google, refresh
 *     token expiration</a>
 */
final class ExplainTokenRefusal {

  private static final int MOST_CHARS = 300;

  /** In {} stands the prefix of the keys. */
  private static final Map<String, String> MICROSOFT = new LinkedHashMap<>();

  static {
    MICROSOFT.put(
        "AADSTS7000215",
        "The client secret is wrong: set {}.client-secret to the value of the secret, not to its id.");
    MICROSOFT.put(
        "AADSTS7000222",
        "The client secret has expired: create a new one for the application and set {}.client-secret.");
    MICROSOFT.put(
        "AADSTS700016",
        "The application was not found in this tenant: check {}.client-id and {}.tenant.");
    MICROSOFT.put("AADSTS7000112", "The application is disabled there: enable it for sign-in.");
    MICROSOFT.put("AADSTS90002", "The tenant was not found: check {}.tenant.");
    MICROSOFT.put("AADSTS900023", "The tenant is not valid: check {}.tenant.");
    MICROSOFT.put(
        "AADSTS65001",
        "Consent is missing: an administrator must grant it for the application's permissions.");
    MICROSOFT.put(
        "AADSTS70011",
        "The scope is not valid: remove {}.scope, or use https://outlook.office365.com/.default.");
    MICROSOFT.put(
        "AADSTS1002012",
        "The scope is not valid for client credentials: remove {}.scope, or use https://outlook.office365.com/.default.");
    MICROSOFT.put(
        "AADSTS500011",
        "The scope names an unknown resource: remove {}.scope, or use https://outlook.office365.com/.default.");
    MICROSOFT.put(
        "AADSTS70008",
        "The refresh token has expired: let the user sign in again and set {}.refresh-token.");
    MICROSOFT.put(
        "AADSTS700082",
        "The refresh token has expired because it was not used: let the user sign in again and set {}.refresh-token.");
    MICROSOFT.put(
        "AADSTS50173",
        "The refresh token was revoked, for example by a new password: let the user sign in again and set {}.refresh-token.");
    MICROSOFT.put(
        "AADSTS50076",
        "The user must confirm the sign-in (multi-factor): sign in again and set {}.refresh-token, or use client credentials.");
    MICROSOFT.put(
        "AADSTS53003", "Conditional Access forbids it: allow the application in its policies.");
  }

  private final String key;
  private final Oauth2Properties settings;
  private final ServiceAccountKey account;

  /**
   * @param account null if no service account asked
   */
  ExplainTokenRefusal(String key, Oauth2Properties settings, ServiceAccountKey account) {
    this.key = key;
    this.settings = settings;
    this.account = account;
  }

  String reason(int status, JsonNode answer) {
    String error = answer.path("error").asText("");
    String text = answer.path("error_description").asText("");
    String line = HiddenSecrets.hide((error + ": " + text).replaceAll("[\\p{Cntrl}\\s]+", " "));
    return "the provider %s issued no access token: status %d%s. %s"
        .formatted(
            settings.provider(),
            status,
            error.isEmpty()
                ? ""
                : " "
                    + line.substring(0, Math.min(line.length(), MOST_CHARS))
                        .replaceFirst("[:. ]+$", ""),
            account == null
                ? remedy(status, error, text).replace("{}", key + ".oauth2")
                : ExplainAssertionRefusal.remedy(status, error, text, account, settings)
                    .replace("{}", key));
  }

  private String remedy(int status, String error, String text) {
    for (Map.Entry<String, String> code : MICROSOFT.entrySet()) {
      if (text.contains(code.getKey() + ":")) {
        return code.getValue();
      }
    }
    boolean google = settings.provider() == Provider.GOOGLE;
    return switch (error) {
      case "invalid_client" ->
          "The application is unknown or its secret is wrong: check {}.client-id and {}.client-secret.";
      case "invalid_grant" ->
          "The refresh token has expired or was revoked: let the user sign in again and set {}.refresh-token."
              + (google
                  ? " At Google it ends after 7 days while the application is in the status Testing: publish it."
                  : "");
      case "unauthorized_client" ->
          "The application may not use this kind of grant, or the refresh token belongs to another application: check {}.client-id and {}.refresh-token.";
      case "invalid_scope" -> "The scope is not valid: check {}.scope.";
      case "unsupported_grant_type" ->
          settings.isRefresh()
              ? "The provider takes no refresh tokens: remove {}.refresh-token."
              : "The provider takes no client credentials: set {}.refresh-token.";
      default ->
          status == 429 || status >= 500
              ? "The provider has a problem of its own; it is asked again."
              : "Check {}.token-url and {}.tenant.";
    };
  }
}
