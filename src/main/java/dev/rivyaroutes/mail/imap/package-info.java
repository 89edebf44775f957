/** A folder of a mailbox by IMAP, over one connection that is opened again after it was lost. */
package dev.rivyaroutes.mail.imap;
