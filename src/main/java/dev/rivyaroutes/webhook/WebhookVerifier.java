package dev.rivyaroutes.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a message was signed with one of the secrets, over its raw bytes, within the
 * tolerance. Compares in constant time, takes time linear in the input, and throws nothing but
 * {@link WebhookRefused}. Several secrets hold at once while they rotate.
 */
public final class WebhookVerifier {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LONGEST_HEADER = 8 * 1024;
  private static final int MOST_SIGNATURES = 32;

  private final SignatureScheme scheme;
  private final List<byte[]> keys;
  private final Duration tolerance;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException when a secret cannot be a key; the secret is not in it
   */
  public WebhookVerifier(
      SignatureScheme scheme, List<String> secrets, Duration tolerance, Clock clock) {
    this.scheme = scheme;
    this.keys = secrets.stream().map(scheme.keyForm()::key).toList();
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /** The id that the sender gave the message; empty where the scheme has none. */
  public String verify(Map<String, ? extends List<String>> headers, byte[] body)
      throws WebhookRefused {
    String signatures = header(headers, scheme.signatureHeader());
    String id = scheme.idHeader().isBlank() ? "" : header(headers, scheme.idHeader());
    String timestamp = scheme.hasTimestamp() ? timestamp(headers, signatures) : "";
    int at = scheme.signed().indexOf("{body}");
    byte[] head = filled(scheme.signed().substring(0, at), id, timestamp);
    byte[] tail = filled(scheme.signed().substring(at + "{body}".length()), id, timestamp);
    List<byte[]> offered = offered(signatures);
    boolean genuine = false;
    for (byte[] key : keys) {
      byte[] expected = mac(key, head, body, tail);
      for (byte[] signature : offered) {
        genuine |= MessageDigest.isEqual(expected, signature);
      }
    }
    if (!genuine) {
      throw new WebhookRefused("no signature in " + scheme.signatureHeader() + " is right");
    }
    return id;
  }

  private String header(Map<String, ? extends List<String>> headers, String name)
      throws WebhookRefused {
    String found = null;
    for (Map.Entry<String, ? extends List<String>> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey()) && header.getValue() != null) {
        for (String value : header.getValue()) {
          if (found != null) {
            throw new WebhookRefused("the header " + name + " comes twice");
          }
          found = value;
        }
      }
    }
    if (found == null || found.isBlank()) {
      throw new WebhookRefused("the header " + name + " is missing");
    }
    if (found.length() > LONGEST_HEADER) {
      throw new WebhookRefused("the header " + name + " is too long");
    }
    return found.strip();
  }

  private String timestamp(Map<String, ? extends List<String>> headers, String signatures)
      throws WebhookRefused {
    String text =
        scheme.timestampHeader().isBlank()
            ? fields(signatures, "t").stream().findFirst().orElse("")
            : header(headers, scheme.timestampHeader());
    if (!text.matches("[0-9]{1,11}")) {
      throw new WebhookRefused("its timestamp is no Unix time in seconds");
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(text)), clock.instant());
    if (age.abs().compareTo(tolerance) > 0) {
      throw new WebhookRefused(
          "its timestamp is " + age.abs().toSeconds() + " s away from now; check the clocks");
    }
    return text;
  }

  private List<byte[]> offered(String header) {
    List<String> texts =
        switch (scheme.layout()) {
          case LIST -> marked(header.split(" "), scheme.mark() + ",");
          case FIELDS -> fields(header, scheme.mark());
          case PLAIN -> marked(new String[] {header}, scheme.mark());
        };
    return texts.stream()
        .limit(MOST_SIGNATURES)
        .map(scheme.encoding()::decode)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> fields(String header, String name) {
    return marked(header.split(","), name + "=");
  }

  private static List<String> marked(String[] parts, String mark) {
    List<String> found = new ArrayList<>();
    for (String part : parts) {
      if (part.strip().startsWith(mark)) {
        found.add(part.strip().substring(mark.length()));
      }
    }
    return found;
  }

  private static byte[] filled(String template, String id, String timestamp) {
    // The id goes in last: braces in it mean nothing.
    return template.replace("{timestamp}", timestamp).replace("{id}", id).getBytes(UTF_8);
  }

  private static byte[] mac(byte[] key, byte[] head, byte[] body, byte[] tail) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head);
      mac.update(body);
      return mac.doFinal(tail);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
