package dev.rivyaroutes.brief.jms;

import org.apache.commons.codec.digest.DigestUtils;

/** What a message is known by when it comes again. */
final class MessageIds {
  private static final int LONGEST = 900;

  private MessageIds() {}

  /**
   * @param property the property with the sender's own id; empty for the JMSMessageID
   * @return null if it has none, or one that cannot be used
   */
  static String of(JmsMessage message, String property) {
    String own = property.isEmpty() ? message.messageId() : message.property(property);
    return own == null || own.isBlank() || own.length() > LONGEST ? null : own.strip();
  }

  /** For the quarantine of a message without an id. */
  static String substitute(JmsMessage message) {
    return message.messageId() == null || message.messageId().length() > LONGEST
        ? "sha256:" + DigestUtils.sha256Hex(message.write())
        : message.messageId();
  }
}
