/** The text of a mail: what is new, what is quoted, and what is a signature. */
package dev.rivyaroutes.brief.mail.content.text;
