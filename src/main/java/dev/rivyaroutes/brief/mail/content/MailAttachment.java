package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.form.BriefFormat;

/**
 * A file in a mail. Its bytes are opened by {@link MailContent#open}.
 *
 * @param number its place among the files that are used, from 1
 * @param name a safe name, different from that of each other file of the mail in any letter case
 * @param contentType by the first bytes for media, else as declared
 * @param size the size in bytes, decoded
 * @param contentId without brackets; empty when there is none
 * @param inline whether it is a picture within the text
 * @param format the format of a brief, by the name
 */
public record MailAttachment(
    int number,
    String name,
    String contentType,
    long size,
    String contentId,
    boolean inline,
    AttachmentUse use,
    BriefFormat format) {}
