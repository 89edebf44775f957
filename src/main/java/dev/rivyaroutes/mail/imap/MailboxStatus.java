package dev.rivyaroutes.mail.imap;

/**
 * A folder's numbers at one time.
 *
 * @param uidValidity UIDs of another value mean nothing
 * @param uidNext the UID that the next mail will have at least
 * @param messages the number of mails in the folder
 */
public record MailboxStatus(long uidValidity, long uidNext, long messages) {}
