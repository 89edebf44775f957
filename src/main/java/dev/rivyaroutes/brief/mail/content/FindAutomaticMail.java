package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.Printable;
import dev.rivyaroutes.brief.mail.content.AutomaticMail.Kind;
import dev.rivyaroutes.brief.mail.content.mime.ContentField;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.part.Collected;
import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import java.util.List;
import java.util.Locale;
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
   * @param mail the structure; null when it is not known
   * @return null for a mail of a person
   */
  static AutomaticMail in(MailHeaders headers, MailSender sender, MailPart mail, Collected parts) {
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
    AutomaticMail list = find.list();
    if (list != null) {
      return list;
    }
    boolean calendar =
        parts.isCalendar()
            || headers.text("Content-Class").toLowerCase(Locale.ROOT).contains("calendarmessage");
    return calendar
        ? found(Kind.CALENDAR, "it is an invitation, or the answer to one")
        : noReply(sender);
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
    boolean daemon =
        sender.from() != null
            && BOUNCE_SENDERS.contains(sender.from().local().toLowerCase(Locale.ROOT));
    return daemon ? found(Kind.BOUNCE, "its sender is " + sender.from()) : null;
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

  private AutomaticMail list() {
    if (BULK.contains(value("Precedence"))) {
      return found(Kind.LIST, "it says Precedence: " + value("Precedence"));
    }
    return LIST_HEADERS.stream()
        .filter(headers::has)
        .findFirst()
        .map(name -> found(Kind.LIST, "it has the header " + name + " of mailing lists"))
        .orElse(null);
  }

  private static AutomaticMail noReply(MailSender sender) {
    boolean daemon = sender.from() != null && DAEMON.matcher(sender.from().local()).matches();
    return daemon
        ? found(Kind.AUTO_REPLY, "its sender is " + sender.from() + ", where nobody reads answers")
        : null;
  }

  /** The value without parameters and comments, in lower case. */
  private String value(String name) {
    return headers.first(name).map(value -> ContentField.parse(value).value()).orElse("");
  }

  private static AutomaticMail found(Kind kind, String reason) {
    return new AutomaticMail(kind, Printable.line(reason));
  }
}
