/** The mail source: which mails are new, who may order, and what of a mail is a brief. */
package dev.rivyaroutes.brief.mail;
