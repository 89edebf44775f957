/** Who sent a mail, and whether the own mail server has proven it. */
package dev.rivyaroutes.brief.mail.content.sender;
