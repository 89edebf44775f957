package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import java.util.Locale;
import java.util.Set;

/** Tells parts apart by their types, names and places. */
final class PartKind {
  private static final Set<String> SIGNATURES =
      Set.of(
          "application/pkcs7-signature",
          "application/x-pkcs7-signature",
          "application/pgp-signature");

  private static final Set<String> PKCS7 =
      Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

  private PartKind() {}

  static boolean isText(MailPart part, Place place) {
    boolean text = part.is("text/plain") || part.is("text/html") || part.isMultipart();
    return text && !isAttached(part) && (place.main() || part.name().isBlank()) && !place.related();
  }

  static boolean isInvitation(MailPart part) {
    return part.is("text/calendar") && !isAttached(part);
  }

  static boolean isAttached(MailPart part) {
    return part.disposition().value().equals("attachment");
  }

  static boolean isSignature(MailPart part) {
    String name = part.name().toLowerCase(Locale.ROOT);
    return SIGNATURES.contains(part.type().value()) && !name.endsWith(".p7m")
        || name.equals("smime.p7s");
  }

  static boolean isTnef(MailPart part) {
    return part.is("application/ms-tnef")
        || part.is("application/vnd.ms-tnef")
        || part.name().equalsIgnoreCase("winmail.dat");
  }

  /** A signed mail, not a signed file that is attached. */
  static boolean isPkcs7(MailPart part, Place place) {
    String name = part.name().toLowerCase(Locale.ROOT);
    boolean type =
        PKCS7.contains(part.type().value())
            || part.is("application/octet-stream") && name.endsWith(".p7m");
    return type && (place.main() || name.equals("smime.p7m"));
  }
}
