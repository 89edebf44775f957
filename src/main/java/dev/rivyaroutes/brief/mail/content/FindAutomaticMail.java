package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.Printable;
import dev.rivyaroutes.brief.mail.content.AutomaticMail.Kind;
import dev.rivyaroutes.brief.mail.content.mime.ContentField;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.part.Collected;
import dev.rivyaroutes.brief.mail.content.sender.MailAddress;
import dev.rivyaroutes.brief.mail.content.sender.MailList;
import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises mails that no person wrote to the mailbox, so that none is paid for or answered: RFC
 * 3834, 5230 (auto-replies), 3464, 8098 (reports), 2369, 2919 (lists), and what servers write
 * besides. A List-Unsubscribe alone is enough: newsletters have it, and mails of persons do not.
 */
final class FindAutomaticMail {
  private static final String OWN_HEADER = "X-Rivya-Routes";

  private static final List<String> AUTO_REPLY_HEADERS =
      List.of(
          "X-Autoreply",
          "X-Auto-Reply",
          "X-Autoreply-From",
          "X-Autoreply-Domain",
          "X-Autorespond",
          "X-Auto-Respond",
          "X-Autoresponder",
          "X-Autoresponse",
          "X-Mail-Autoreply",
          "X-AMAZON-AUTO-REPLY",
          "X-Vacation",
          "X-FC-MachineGenerated",
          "X-MS-Exchange-Inbox-Rules-Loop");

  private static final List<String> LIST_HEADERS =
      List.of(
          "List-Id",
          "List-Post",
          "List-Help",
          "List-Subscribe",
          "List-Unsubscribe",
          "List-Owner",
          "List-Archive",
          "Mailing-List",
          "X-Mailing-List",
          "X-BeenThere");

  private static final Set<String> BULK = Set.of("bulk", "list", "junk");

  /** Senders behind which nobody reads an answer. */
  private static final Pattern DAEMON =
      Pattern.compile(
          "(?:mailer-?daemon|postmaster|daemon|bounces?|(?:do[._-]?)?not?[._-]?reply)(?:[+=._-].*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> BOUNCE_SENDERS = Set.of("mailer-daemon", "postmaster");

  /** How Exchange and others begin the subject of a reply, where no header says it. */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
              + "automatische (?:antwort|reactie)|automatisch antwoord|abwesenheits(?:notiz|nachricht)|"
              + "réponse automatique|respuesta automática|risposta automatica|resposta automática|"
              + "autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|odpowiedź automatyczna|"
              + "自动回复|自動回覆|自動応答|自動返信)\\b?\\s*[:：]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final MailHeaders headers;

  private FindAutomaticMail(MailHeaders headers) {
    this.headers = headers;
  }

  /**
   * @param list the mailing list that it came by, or null
   * @param mail the structure; null when it is not known
   * @return null for a mail of a person
   */
  static AutomaticMail in(
      MailHeaders headers, MailSender sender, MailList list, MailPart mail, Collected parts) {
    FindAutomaticMail find = new FindAutomaticMail(headers);
    if (headers.has(OWN_HEADER)) {
      return found(Kind.OWN, "it has the header " + OWN_HEADER + " of this program");
    }
    AutomaticMail report = report(mail);
    if (report != null) {
      return report;
    }
    AutomaticMail bounce = bounce(sender);
    if (bounce != null) {
      return bounce;
    }
    AutomaticMail reply = find.autoReply();
    if (reply != null) {
      return reply;
    }
    AutomaticMail other =
        find.calendarOrNoReply(list == null ? sender.from() : list.author(), parts);
    return find.list(list != null && other == null).orElse(other);
  }

  /** RFC 6522: delivery reports, read receipts and reports of abuse. */
  private static AutomaticMail report(MailPart mail) {
    if (mail == null) {
      return null;
    }
    String type = mail.type().value();
    String report = mail.type().parameter("report-type").toLowerCase(Locale.ROOT);
    boolean receipt =
        report.equals("disposition-notification")
            || type.equals("message/disposition-notification")
            || mail.headers()
                .text("Content-Class")
                .toLowerCase(Locale.ROOT)
                .startsWith("report.ipm.note.ipn");
    if (receipt) {
      return found(Kind.RECEIPT, "it is a read receipt");
    }
    return type.equals("multipart/report") || type.equals("message/delivery-status")
        ? found(Kind.BOUNCE, "it is a report of a mail server")
        : null;
  }

  private static AutomaticMail bounce(MailSender sender) {
    if (sender.returnPath() != null && sender.returnPath().isEmpty()) {
      return found(Kind.BOUNCE, "its Return-Path is <>, as that of bounces and of automatic mails");
    }
    return sender.from() != null
            && BOUNCE_SENDERS.contains(sender.from().local().toLowerCase(Locale.ROOT))
        ? found(Kind.BOUNCE, "its sender is " + sender.from())
        : null;
  }

  private AutomaticMail autoReply() {
    String submitted = value("Auto-Submitted");
    if (!submitted.isEmpty() && !submitted.equals("no")) {
      return found(Kind.AUTO_REPLY, "it says Auto-Submitted: " + submitted);
    }
    for (String name : AUTO_REPLY_HEADERS) {
      if (headers.has(name) && !value(name).equals("no")) {
        return found(Kind.AUTO_REPLY, "it has the header " + name);
      }
    }
    boolean auto =
        value("Precedence").startsWith("auto")
            || value("Preference").startsWith("auto")
            || headers.text("Delivered-To").equalsIgnoreCase("autoresponder")
            || headers.text("X-POST-MessageClass").toLowerCase(Locale.ROOT).contains("autorespon");
    if (auto) {
      return found(Kind.AUTO_REPLY, "its headers say that it is an automatic reply");
    }
    return SUBJECT.matcher(headers.text("Subject")).find()
        ? found(Kind.AUTO_REPLY, "its subject is that of an automatic reply")
        : null;
  }

  /**
   * @param isOfPerson whether a list brought it, and nothing else makes it automatic
   */
  private Optional<AutomaticMail> list(boolean isOfPerson) {
    String precedence = value("Precedence");
    boolean bulk = BULK.contains(precedence);
    String header = LIST_HEADERS.stream().filter(headers::has).findFirst().orElse(null);
    if (!bulk && header == null) {
      return Optional.empty();
    }
    String reason =
        bulk
            ? "it says Precedence: " + precedence
            : "it has the header " + header + " of mailing lists";
    boolean onlyListed = isOfPerson && (!bulk || precedence.equals("list"));
    return Optional.of(new AutomaticMail(Kind.LIST, Printable.line(reason), onlyListed));
  }

  private AutomaticMail calendarOrNoReply(MailAddress author, Collected parts) {
    if (parts.isCalendar()
        || headers.text("Content-Class").toLowerCase(Locale.ROOT).contains("calendarmessage")) {
      return found(Kind.CALENDAR, "it is an invitation, or the answer to one");
    }
    return author != null && DAEMON.matcher(author.local()).matches()
        ? found(Kind.AUTO_REPLY, "its sender is " + author + ", where nobody reads answers")
        : null;
  }

  /** The value without parameters and comments, in lower case. */
  private String value(String name) {
    return headers.first(name).map(value -> ContentField.parse(value).value()).orElse("");
  }

  private static AutomaticMail found(Kind kind, String reason) {
    return new AutomaticMail(kind, Printable.line(reason), false);
  }
}
