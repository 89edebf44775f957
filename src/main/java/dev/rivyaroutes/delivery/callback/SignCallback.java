package dev.rivyaroutes.delivery.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Signs a callback by Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body} for each
 * secret, so that a receiver may verify with the old or the new one during a rotation.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
 */
final class SignCallback {

  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;

  private SignCallback() {}

  /** The value of the header {@code webhook-signature}. */
  public static String sign(List<String> secrets, String id, Instant timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(key(secret), head, body)))
        .collect(Collectors.joining(" "));
  }

  /** Whether a text is a secret: {@code whsec_} and at least 24 bytes in base64. */
  static boolean isSecret(String text) {
    try {
      return key(text).length >= MIN_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a secret starts with " + PREFIX);
    }
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }

  private static byte[] mac(byte[] key, byte[] head, byte[] body) {
    Mac mac = HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, key);
    mac.update(head);
    return mac.doFinal(body);
  }
}
