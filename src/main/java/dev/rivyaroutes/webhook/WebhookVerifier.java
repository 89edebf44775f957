package dev.rivyaroutes.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivyaroutes.webhook.WebhookProperties.Scheme;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Verifies that a message was signed with one of the secrets, over its raw bytes, at a time within
 * the tolerance. Compares in constant time, takes time linear in the input, and throws nothing but
 * {@link WebhookRefused}.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
 */
public final class WebhookVerifier {

  private static final String PREFIX = "whsec_";
  private static final int LONGEST_HEADER = 8 * 1024;
  private static final int MOST_SIGNATURES = 32;

  private final boolean standard;
  private final String signatureHeader;
  private final List<byte[]> keys;
  private final Duration tolerance;
  private final Clock clock;

  /**
   * @param scheme the sender's scheme
   * @param header the header with the signatures; not used by Standard Webhooks
   * @throws IllegalArgumentException when a secret cannot be a key; the message does not show it
   */
  WebhookVerifier(
      Scheme scheme, String header, List<String> secrets, Duration tolerance, Clock clock) {
    this.standard = scheme == Scheme.STANDARD_WEBHOOKS;
    this.signatureHeader = standard ? "webhook-signature" : header;
    this.keys = secrets.stream().map(this::key).toList();
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /** Returns the id that the sender gave the message; empty where the scheme has none. */
  public String verify(Map<String, ? extends List<String>> headers, byte[] body)
      throws WebhookRefused {
    String signatures = header(headers, signatureHeader);
    String id = standard ? header(headers, "webhook-id") : "";
    String timestamp =
        standard
            ? header(headers, "webhook-timestamp")
            : values(signatures, ",", "t=").findFirst().orElse("");
    requireCurrent(timestamp);
    byte[] head = ((standard ? id + "." : "") + timestamp + ".").getBytes(UTF_8);
    List<byte[]> offered =
        (standard ? values(signatures, " ", "v1,") : values(signatures, ",", "v1="))
            .limit(MOST_SIGNATURES)
            .flatMap(this::decode)
            .toList();
    boolean genuine = false;
    for (byte[] key : keys) {
      Mac mac = HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, key);
      mac.update(head);
      byte[] expected = mac.doFinal(body);
      for (byte[] signature : offered) {
        genuine |= MessageDigest.isEqual(expected, signature);
      }
    }
    if (!genuine) {
      throw new WebhookRefused("no signature in " + signatureHeader + " matches a secret");
    }
    return id;
  }

  private static String header(Map<String, ? extends List<String>> headers, String name)
      throws WebhookRefused {
    List<String> found = new ArrayList<>();
    headers.forEach(
        (key, values) -> {
          if (name.equalsIgnoreCase(key) && values != null) {
            found.addAll(values);
          }
        });
    if (found.size() > 1) {
      throw new WebhookRefused("it has several headers " + name);
    }
    if (found.isEmpty() || found.get(0) == null || found.get(0).isBlank()) {
      throw new WebhookRefused("the header " + name + " is missing");
    }
    if (found.get(0).length() > LONGEST_HEADER) {
      throw new WebhookRefused("the header " + name + " is too long");
    }
    return found.get(0).strip();
  }

  private void requireCurrent(String timestamp) throws WebhookRefused {
    if (!timestamp.matches("[0-9]{1,11}")) {
      throw new WebhookRefused("its timestamp is not a Unix time in seconds");
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    Duration age = Duration.between(signed, clock.instant()).abs();
    if (age.compareTo(tolerance) > 0) {
      throw new WebhookRefused(
          "its timestamp is %s s away from the current time; check the clocks"
              .formatted(age.toSeconds()));
    }
  }

  private static Stream<String> values(String header, String separator, String prefix) {
    return Arrays.stream(header.split(separator))
        .map(String::strip)
        .filter(part -> part.startsWith(prefix))
        .map(part -> part.substring(prefix.length()));
  }

  private Stream<byte[]> decode(String signature) {
    try {
      return Stream.of(
          standard ? Base64.getDecoder().decode(signature) : HexFormat.of().parseHex(signature));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private byte[] key(String secret) {
    byte[] key = new byte[0];
    try {
      String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
      key = standard ? Base64.getDecoder().decode(text) : secret.getBytes(UTF_8);
    } catch (IllegalArgumentException e) {
      // Reported below: this message shows the secret.
    }
    if (key.length == 0) {
      throw new IllegalArgumentException(
          "A webhook secret is empty or not base64 after whsec_; copy it again.");
    }
    return key;
  }
}
