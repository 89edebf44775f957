package dev.rivyaroutes.check;

import dev.rivyaroutes.HiddenSecrets;
import java.util.regex.Pattern;

/** Removes secrets from texts and addresses. */
public final class MaskSecrets {

  private static final Pattern USER = Pattern.compile("//[^/@\\s]*@");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([?&;,\\s]|^)([\\w.-]*(?:password|passwd|pwd|secret|token|key|user|signature)[\\w.-]*\\s*=\\s*)"
              + "[^&;,\\s]+");
  private static final Pattern NAMED_SECRET =
      Pattern.compile("(?i).*(password|secret|token|api-?key|access-?key)[^.]*");

  private MaskSecrets() {}

  /** The message without credentials in its addresses and secret parameters. */
  public static String text(String message) {
    String hidden = USER.matcher(HiddenSecrets.hide(message)).replaceAll("//…@");
    return SECRET.matcher(hidden).replaceAll("$1$2…");
  }

  /** The address without user and parameters. */
  public static String address(String url) {
    return USER.matcher(url.split("[?;]", 2)[0]).replaceAll("//");
  }

  /** Whether the key's name says that its value is secret. */
  public static boolean isSecret(String key) {
    return NAMED_SECRET.matcher(key).matches();
  }
}
