package dev.rivyaroutes.brief.mail.content.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes UTF-7 (RFC 2152), which Java does not have. What is no UTF-7 stays as it is. */
final class DecodeUtf7 {
  private static final Pattern SHIFTED = Pattern.compile("\\+([A-Za-z0-9+/]*)-?");

  private DecodeUtf7() {}

  static String text(String ascii) {
    Matcher matcher = SHIFTED.matcher(ascii);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String sextets = matcher.group(1);
      String decoded = sextets.isEmpty() ? "+" : decode(sextets);
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(decoded.isEmpty() ? matcher.group() : decoded));
    }
    return matcher.appendTail(text).toString();
  }

  private static String decode(String sextets) {
    int whole = sextets.length() * 6 / 16 * 2;
    int usable = (whole * 8 + 5) / 6;
    byte[] bytes = Base64.getDecoder().decode(sextets.substring(0, usable) + padding(usable));
    return new String(bytes, 0, whole, StandardCharsets.UTF_16BE);
  }

  private static String padding(int sextets) {
    return "=".repeat((4 - sextets % 4) % 4);
  }
}
