package dev.rivyaroutes.brief.mail.content;

/**
 * Why the content of a mail cannot be used.
 *
 * @param code a stable word: mail-encrypted or mail-too-complex
 * @param reason what, why and what to do
 */
public record MailRefusal(String code, String reason) {}
