/** The named mail connections: a mailbox by IMAP, a server for outgoing mail by SMTP, or both. */
package dev.rivyaroutes.mail;
