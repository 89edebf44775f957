/** A mail as content: from its raw bytes to what is known and used of it. */
package dev.rivyaroutes.brief.mail.content;
