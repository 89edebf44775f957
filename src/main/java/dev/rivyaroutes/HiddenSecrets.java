package dev.rivyaroutes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The secrets that this process knows, and texts without them. The log is written by code that
 * knows no configuration, so there is one set for all of the process. A secret stays known when it
 * is replaced: a late line may still hold it.
 */
public final class HiddenSecrets {

  /** Shorter secrets occur in too many texts by chance. */
  private static final int SHORTEST = 6;

  private static final String HIDDEN = "…";
  private static final Map<String, Pattern> KNOWN = new ConcurrentHashMap<>();

  private HiddenSecrets() {}

  /** Registers a secret to be redacted; null and blank have no effect. */
  public static void add(String secret) {
    String text = secret == null ? "" : secret.strip();
    if (text.length() >= SHORTEST && KNOWN.putIfAbsent(text, pattern(text)) == null) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
      KNOWN.putIfAbsent(encoded, pattern(encoded));
    }
  }

  /**
   * A password that is a plain word, such as postgres, is not redacted within longer words such as
   * postgresql.
   */
  private static Pattern pattern(String secret) {
    String quoted = Pattern.quote(secret);
    return Pattern.compile(
        secret.chars().allMatch(Character::isLetter)
            ? "(?<![\\p{L}\\d])" + quoted + "(?![\\p{L}\\d])"
            : quoted);
  }

  /** The text with … in the place of every known secret. Null stays null. */
  public static String hide(String text) {
    String hidden = text;
    if (text != null) {
      for (Map.Entry<String, Pattern> secret : KNOWN.entrySet()) {
        if (hidden.contains(secret.getKey())) {
          hidden = secret.getValue().matcher(hidden).replaceAll(HIDDEN);
        }
      }
    }
    return hidden;
  }
}
