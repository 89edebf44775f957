/** Sends mail by SMTP, and says what is known of its outcome. */
package dev.rivyaroutes.mail.smtp;
