package dev.rivyaroutes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets that this process knows, and texts without them. The log is written by code that
 * knows no configuration, so there is one set for all of the process. A secret stays known when it
 * is replaced: a late line may still hold it.
 */
public final class HiddenSecrets {

  /** Shorter ones stand in too many texts by chance. */
  private static final int SHORTEST = 6;

  private static final String HIDDEN = "…";
  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private HiddenSecrets() {}

  /** Takes a secret that shall be told nowhere; null and blank have no effect. */
  public static void add(String secret) {
    String text = secret == null ? "" : secret.strip();
    if (text.length() >= SHORTEST && KNOWN.add(text)) {
      KNOWN.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
  }

  /** The text with … in the place of every known secret. Null stays null. */
  public static String hide(String text) {
    String hidden = text;
    if (text != null) {
      for (String secret : KNOWN) {
        if (hidden.contains(secret)) {
          hidden = hidden.replace(secret, HIDDEN);
        }
      }
    }
    return hidden;
  }
}
