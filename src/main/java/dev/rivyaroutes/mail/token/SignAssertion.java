package dev.rivyaroutes.mail.token;

import dev.rivyaroutes.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs the statement by which a service account asks for a token of one mailbox.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523">RFC 7523</a>, sections 2.1 and 3
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">Google,
 *     OAuth 2.0 for server to server applications</a>
 */
final class SignAssertion {

  /** The longest that Google accepts. */
  private static final Duration LIFE = Duration.ofHours(1);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private SignAssertion() {}

  /**
   * @param subject the address of the mailbox
   */
  static String of(ServiceAccountKey key, String subject, String scope, Instant now)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("typ", "JWT");
    header.put("kid", key.id());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", key.email());
    claims.put("scope", scope);
    claims.put("aud", key.tokenUrl());
    claims.put("sub", subject);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    String content = encoded(header) + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.secret());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException("the key of the service account cannot sign", e);
    }
  }

  private static String encoded(Map<String, Object> part) throws IOException {
    return BASE64.encodeToString(Json.PLAIN.writeValueAsBytes(part));
  }
}
