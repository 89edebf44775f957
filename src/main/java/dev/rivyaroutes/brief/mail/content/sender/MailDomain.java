package dev.rivyaroutes.brief.mail.content.sender;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Brings the names of domains into the one form in which they are compared. */
final class MailDomain {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*");

  private MailDomain() {}

  /**
   * The name for DNS in lower case. Empty for what is no name, and for a name that this conversion
   * would change into another one, such as one with full-width or invisible characters.
   */
  static Optional<String> of(String written) {
    String lower = Normalizer.normalize(written, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    try {
      String ascii = IDN.toASCII(lower).toLowerCase(Locale.ROOT);
      boolean same = ascii.equals(lower) || IDN.toUnicode(ascii).equals(lower);
      return same && NAME.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
