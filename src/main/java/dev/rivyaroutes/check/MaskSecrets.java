package dev.rivyaroutes.check;

import dev.rivyaroutes.HiddenSecrets;
import java.util.regex.Pattern;

/** Texts and addresses without the secrets that they may carry. */
public final class MaskSecrets {

  private static final Pattern USER = Pattern.compile("//[^/@\\s]*@");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([?&;,\\s]|^)([\\w.-]*(?:password|passwd|pwd|secret|token|key|user|signature)[\\w.-]*\\s*=\\s*)"
              + "[^&;,\\s]+");
  private static final Pattern NAMED_SECRET =
      Pattern.compile("(?i).*(password|secret|token|api-?key|access-?key)[^.]*");

  private MaskSecrets() {}

  /** A message that may quote addresses. */
  public static String text(String message) {
    String hidden = USER.matcher(HiddenSecrets.hide(message)).replaceAll("//…@");
    return SECRET.matcher(hidden).replaceAll("$1$2…");
  }

  /** What an address is of and where: neither user nor any of its settings. */
  public static String address(String url) {
    return USER.matcher(url.split("[?;]", 2)[0]).replaceAll("//");
  }

  /** Whether the value of a key is not to be shown. */
  public static boolean isSecret(String key) {
    return NAMED_SECRET.matcher(key).matches();
  }
}
