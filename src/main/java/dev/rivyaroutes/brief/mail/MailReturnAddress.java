package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.mail.content.MailFacts;
import dev.rivyaroutes.brief.mail.content.MailThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the answer to a mail goes. */
final class MailReturnAddress {
  private static final int SUBJECT = 1_000;
  private static final int REFERENCES = 4_000;

  private MailReturnAddress() {}

  /**
   * @param mailbox the name of the connection
   */
  static Map<String, String> of(MailFacts mail, String mailbox) {
    Map<String, String> address = new LinkedHashMap<>();
    if (mail.asker() != null) {
      address.put("mail.to", mail.asker().toString());
    }
    MailThread thread = mail.thread();
    if (thread.messageId() != null) {
      address.put("mail.message-id", thread.messageId());
    }
    List<String> references = references(thread);
    if (!references.isEmpty()) {
      address.put("mail.references", String.join(" ", references));
    }
    String subject = mail.subject();
    address.put("mail.subject", subject.substring(0, Math.min(SUBJECT, subject.length())));
    address.put("mail.mailbox", mailbox);
    return address;
  }

  /** The first, which names the thread, and as many of the last as there is room for. */
  private static List<String> references(MailThread thread) {
    List<String> all = new ArrayList<>(thread.references());
    if (all.isEmpty() && thread.inReplyTo() != null) {
      all.add(thread.inReplyTo());
    }
    while (all.size() > 1 && all.stream().mapToInt(id -> id.length() + 1).sum() > REFERENCES) {
      all.remove(1);
    }
    return all;
  }
}
