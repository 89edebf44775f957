package dev.rivyaroutes.mail.imap;

import java.time.Instant;
import java.util.Set;

/**
 * What a server knows of a mail. What it did not send, or sent wrongly, is empty.
 *
 * @param received when the server received it; null if it does not say so
 * @param size in bytes, as the server counts
 * @param flags such as {@code \Seen} and keywords
 * @param header the bytes of the header fields, at most 256 KB of them
 */
public record MailSummary(
    long uid, Instant received, long size, Set<String> flags, byte[] header) {}
