package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import java.time.Instant;

/**
 * What the headers of a mail say.
 *
 * @param sender who sent it by its own words
 * @param date when it says it was written; null when that is missing or no date
 * @param subject the decoded subject on one line; empty when there is none
 */
record MailHeading(MailThread thread, MailSender sender, Instant date, String subject) {}
