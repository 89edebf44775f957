package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.mime.FileRange;
import dev.rivyaroutes.brief.mail.content.mime.MailBudget;
import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.mail.content.mime.ScanMail;
import dev.rivyaroutes.brief.mail.content.mime.WorkFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Sorts the parts of a mail into texts and files. Mails within it, signed content and winmail.dat
 * are opened, and what is in them counts as if it stood in the mail itself.
 */
public final class CollectParts {
  private final WorkFiles work;
  private final ReadTextPart readText;
  private Collected all = new Collected();

  private CollectParts(WorkFiles work) {
    this.work = work;
    this.readText = new ReadTextPart();
  }

  /**
   * @throws MailRefused when the mail is encrypted, or has too many parts
   */
  public static Collected of(MailPart mail, WorkFiles work) throws IOException, MailRefused {
    CollectParts collect = new CollectParts(work);
    collect.part(mail, Place.TOP);
    return collect.all;
  }

  private void part(MailPart part, Place place) throws IOException, MailRefused {
    Encrypted.check(part, place);
    if (ScanMail.isMessage(part)) {
      attachedMail(part, place);
    } else if (part.isMultipart() && !part.parts().isEmpty()) {
      multipart(part, place);
    } else if (PartKind.isTnef(part)) {
      tnef(part);
    } else if (PartKind.isPkcs7(part, place)) {
      pkcs7(part, place);
    } else if (PartKind.isInvitation(part) && place.main()) {
      all.markCalendar();
    } else if (PartKind.isText(part, place)) {
      readText.read(part, all);
    } else if (!PartKind.isSignature(part) && !part.is("application/applefile")) {
      all.file(file(part, place));
    }
  }

  private void multipart(MailPart part, Place place) throws IOException, MailRefused {
    List<MailPart> parts = part.parts();
    switch (part.type().value()) {
      case "multipart/alternative" -> alternative(parts, place);
      case "multipart/signed" -> part(parts.get(0), place.same());
      case "multipart/related" -> {
        MailPart root = root(part);
        part(root, place.same());
        for (MailPart one : parts) {
          if (one != root) {
            part(one, place.asRelated());
          }
        }
      }
      default -> {
        for (MailPart one : parts) {
          part(one, parts.size() == 1 ? place.same() : place.among());
        }
      }
    }
  }

  /** The part of a multipart/related that the others belong to. */
  private static MailPart root(MailPart related) {
    String start = related.type().parameter("start").replaceAll("^<+|>+$", "");
    return related.parts().stream()
        .filter(one -> !start.isEmpty() && one.contentId().equals(start))
        .findFirst()
        .orElse(related.parts().get(0));
  }

  /** The last one with any text is the one that the sender saw; files are taken from all. */
  private void alternative(List<MailPart> parts, Place place) throws IOException, MailRefused {
    Collected before = all;
    Collected[] each = new Collected[parts.size()];
    int best = 0;
    for (int i = 0; i < each.length; i++) {
      all = new Collected();
      if (PartKind.isInvitation(parts.get(i))) {
        all.markCalendar();
      } else {
        part(parts.get(i), place.same());
      }
      each[i] = all;
      best = all.hasText() ? i : best;
    }
    all = before;
    for (int i = 0; i < each.length; i++) {
      all.add(each[i], i == best);
    }
  }

  private void attachedMail(MailPart part, Place place) throws IOException, MailRefused {
    if (!part.parts().isEmpty()) {
      part(part.parts().get(0), place.asAttachedMail());
    } else if (place.depth() < MailBudget.DEPTH && part.isEncoded()) {
      FileRange unpacked = unpack(part::open, part.name(), "attached mail");
      if (unpacked != null) {
        part(ScanMail.scan(unpacked, work.budget(), place.depth() + 1), place.asAttachedMail());
      }
    } else {
      all.file(file(part, place));
    }
  }

  private void pkcs7(MailPart part, Place place) throws IOException, MailRefused {
    try (OpenSmime.Signed signed = OpenSmime.open(part::open, place.nested())) {
      FileRange unpacked = unpack(() -> signed, part.name(), "signed content");
      if (signed.isDamaged()) {
        all.remark(
            "The signed part of the mail is damaged; only what stands before the damage is used.");
      }
      if (unpacked != null && place.depth() < MailBudget.DEPTH) {
        part(ScanMail.scan(unpacked, work.budget(), place.depth() + 1), place.same());
      }
    } catch (OpenSmime.Unusable e) {
      all.remark(e.getMessage());
    }
  }

  private void tnef(MailPart part) throws IOException {
    Collected opened = OpenTnef.open(part, work);
    all.add(opened, !all.hasText());
  }

  /** The unpacked content; null, with a remark, when it is larger than a mail may be. */
  private FileRange unpack(Content content, String name, String what) throws IOException {
    try (InputStream in = content.open()) {
      return work.unpack(in);
    } catch (MailBudget.UnpackedTooLarge e) {
      all.remark(
          "The %s %s is larger than a mail may be when it is unpacked, so it is not used. Send its files in a mail of their own."
              .formatted(what, name)
              .replaceAll(" {2,}", " "));
      return null;
    }
  }

  private static FoundFile file(MailPart part, Place place) {
    String disposition = part.disposition().value();
    boolean inline = disposition.equals("inline") || place.related() && !PartKind.isAttached(part);
    String name = part.name();
    boolean mail = name.isBlank() && ScanMail.isMessage(part);
    return new FoundFile(
        mail ? "mail.eml" : name, part.type().value(), part.contentId(), inline, part::open);
  }
}
