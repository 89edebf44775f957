package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.sender.MailList;
import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import java.time.Instant;

/**
 * What the headers of a mail say.
 *
 * @param sender who sent it by its own words
 * @param list the mailing list that it came by; null if it names none
 * @param date when it says it was written; null when that is missing or no date
 * @param subject the decoded subject on one line; empty when there is none
 */
record MailHeading(
    MailThread thread, MailSender sender, MailList list, Instant date, String subject) {}
