package dev.rivyaroutes.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.WebAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Makes and checks the links. A link has the id of the job, the second at which it ends, and the
 * HMAC-SHA256 of both. The same job has the same link at any time and on each replica, so that a
 * repeated mail is the same mail.
 */
public final class StatusLinks {

  /** No links: every token is wrong. */
  public static final StatusLinks OFF = new StatusLinks(null, null, Duration.ZERO);

  private static final Pattern TOKEN =
      Pattern.compile("([0-7][0-9A-HJKMNP-TV-Z]{25})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

  private final String base;
  private final byte[] key;
  private final Duration lifetime;

  private StatusLinks(String base, byte[] key, Duration lifetime) {
    this.base = base;
    this.key = key;
    this.lifetime = lifetime;
  }

  /**
   * @param publicUrl the address of this program; no links if it is one of this machine
   * @param key signs the links; null for no links
   * @param lifetime zero for no links
   */
  public static StatusLinks of(String publicUrl, byte[] key, Duration lifetime) {
    return key != null && !lifetime.isZero() && isPublic(publicUrl)
        ? new StatusLinks(WebAddress.base(publicUrl), key, lifetime)
        : OFF;
  }

  private static boolean isPublic(String address) {
    try {
      String host = URI.create(address).getHost();
      return host != null && !WebAddress.isLoopback(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The address of the page about a job; empty where there are no links. */
  public Optional<String> of(String jobId) {
    if (key == null) {
      return Optional.empty();
    }
    String signed = jobId + "." + end(jobId).getEpochSecond();
    String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(sign(signed));
    return Optional.of(base + "/status/" + signed + "." + signature);
  }

  /** When the link of a job ends. */
  public Instant end(String jobId) {
    return Ulid.getInstant(jobId).plus(lifetime);
  }

  /** The job of a token that is genuine and has not ended; empty for any other text. */
  public Optional<String> job(String token, Instant now) {
    Matcher parts = TOKEN.matcher(token);
    if (key == null || !parts.matches()) {
      return Optional.empty();
    }
    byte[] expected = sign(parts.group(1) + "." + parts.group(2));
    boolean genuine =
        MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts.group(3)));
    return genuine && Long.parseLong(parts.group(2)) > now.getEpochSecond()
        ? Optional.of(parts.group(1))
        : Optional.empty();
  }

  private byte[] sign(String text) {
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(text.getBytes(UTF_8));
  }
}
