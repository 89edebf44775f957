package dev.rivyaroutes.delivery.mail;

import jakarta.mail.internet.InternetAddress;
import java.util.List;

/**
 * What the flow says about its mails.
 *
 * @param toAsker whether the mail goes to the person who asked
 * @param to the fixed receivers
 * @param cc the fixed receivers of copies
 * @param replyTo where replies go; empty for the sender
 * @param subject makes the subject
 * @param attachLimit the most bytes of all attachments of a mail together
 * @param details whether the mail has the prompt, the model and the credits
 */
record MailParameters(
    boolean toAsker,
    List<InternetAddress> to,
    List<InternetAddress> cc,
    List<InternetAddress> replyTo,
    SubjectTemplate subject,
    long attachLimit,
    boolean details) {}
