package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.mail.content.MailContent;

/**
 * A mail of the folder that was read.
 *
 * @param content null if it could not be read
 * @param problem why it could not be read; else null
 */
record NewMail(long uid, MailContent content, Exception problem) {}
