package dev.rivyaroutes.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a sender signs: where id, timestamp and signatures stand, what the HMAC-SHA256 goes over, and
 * how key and signature are written.
 *
 * @param idHeader the header with the message's id; empty where the sender has none
 * @param timestampHeader the header with the Unix time in seconds; empty where the signature's own
 *     header has it ({@link Layout#FIELDS}) or the sender has none
 * @param signatureHeader the header with the signatures
 * @param layout how the signature header is written
 * @param mark what a signature starts with: the version {@code v1} in a list, the field's name
 *     among fields, a prefix such as {@code sha256=} for a plain one; may be empty for a plain one
 * @param signed what is signed: text with {@code {id}}, {@code {timestamp}} and, once, {@code
 *     {body}}
 * @param encoding how a signature is written
 * @param keyForm how a secret becomes the key
 */
public record SignatureScheme(
    String idHeader,
    String timestampHeader,
    String signatureHeader,
    Layout layout,
    String mark,
    String signed,
    Encoding encoding,
    KeyForm keyForm) {

  private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}");
  private static final List<String> PLACES = List.of("{id}", "{timestamp}", "{body}");

  /** How the signature header is written. */
  public enum Layout {
    /** {@code v1,<signature> v1,<signature>}. */
    LIST,
    /** {@code t=<unix>,v1=<signature>,v1=<signature>}. */
    FIELDS,
    /** One signature, after the mark. */
    PLAIN
  }

  /** How a signature is written. */
  public enum Encoding {
    BASE64,
    HEX;

    /** The signature's bytes; empty where the text is none. */
    Optional<byte[]> decode(String text) {
      try {
        return Optional.of(
            this == HEX
                ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
                : Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  /** How a secret becomes the key. */
  public enum KeyForm {
    /** The base64 text after {@code whsec_}. */
    WHSEC_BASE64,
    /** The bytes of the secret as given. */
    AS_GIVEN;

    private static final String PREFIX = "whsec_";

    /**
     * The key.
     *
     * @throws IllegalArgumentException when the secret cannot be one; the secret is not in it
     */
    byte[] key(String secret) {
      byte[] key;
      try {
        key =
            this == AS_GIVEN
                ? secret.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder()
                    .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
      } catch (IllegalArgumentException e) {
        key = new byte[0];
      }
      if (key.length == 0) {
        throw new IllegalArgumentException(
            "A webhook secret is empty or not base64 after whsec_; copy it again.");
      }
      return key;
    }
  }

  /**
   * Standard Webhooks.
   *
   * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
   */
  public static final SignatureScheme STANDARD_WEBHOOKS =
      new SignatureScheme(
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          Layout.LIST,
          "v1",
          "{id}.{timestamp}.{body}",
          Encoding.BASE64,
          KeyForm.WHSEC_BASE64);

  /** One header {@code t=<unix>,v1=<hex>}, the secret's own bytes as key. */
  public static SignatureScheme timestamped(String header) {
    return new SignatureScheme(
        "", "", header, Layout.FIELDS, "v1", "{timestamp}.{body}", Encoding.HEX, KeyForm.AS_GIVEN);
  }

  /**
   * @throws IllegalArgumentException with what is wrong and the remedy
   */
  public SignatureScheme {
    require(!signatureHeader.isBlank(), "names no signature header; give it one");
    require(
        BRACES.matcher(signed).results().allMatch(m -> PLACES.contains(m.group())),
        "signs \"" + signed + "\"; use {id}, {timestamp} and {body} only");
    require(
        signed.indexOf("{body}") >= 0 && signed.indexOf("{body}") == signed.lastIndexOf("{body}"),
        "signs \"" + signed + "\"; it must hold {body} once");
    require(
        !signed.contains("{id}") || !idHeader.isBlank(),
        "signs {id}, but names no header for it; set the id header");
    require(
        !signed.contains("{timestamp}") || hasTimestamp(timestampHeader, layout),
        "signs {timestamp}, but names no header for it; set the timestamp header");
    require(
        layout == Layout.PLAIN || !mark.isBlank(),
        "has no mark for its signatures; set one, such as v1");
  }

  boolean hasTimestamp() {
    return hasTimestamp(timestampHeader, layout);
  }

  private static boolean hasTimestamp(String header, Layout layout) {
    return !header.isBlank() || layout == Layout.FIELDS;
  }

  private static void require(boolean held, String problem) {
    if (!held) {
      throw new IllegalArgumentException("The signature scheme " + problem + ".");
    }
  }
}
