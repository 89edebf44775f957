package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import java.util.Locale;
import java.util.Set;

/** Refuses encrypted mails: nobody has given the program a key. */
final class Encrypted {
  private static final Set<String> TYPES =
      Set.of(
          "multipart/encrypted",
          "application/pgp-encrypted",
          "application/x-microsoft-rpmsg-message");

  private static final Set<String> SMIME = Set.of("enveloped-data", "authenveloped-data");

  private Encrypted() {}

  /** An encrypted mail that is only attached is a file like others. */
  static void check(MailPart part, Place place) throws MailRefused {
    String smime = part.type().parameter("smime-type").toLowerCase(Locale.ROOT);
    if (place.nested()) {
      return;
    }
    if (TYPES.contains(part.type().value())) {
      throw refused(part.type().value().contains("rpmsg") ? "Microsoft Purview" : "PGP");
    }
    if (part.type().value().endsWith("pkcs7-mime") && SMIME.contains(smime)) {
      throw refused("S/MIME");
    }
  }

  static MailRefused refused(String by) {
    return new MailRefused(
        "mail-encrypted",
        "The mail is encrypted with %s, and the program has no key to open it. Send it without encryption."
            .formatted(by));
  }
}
