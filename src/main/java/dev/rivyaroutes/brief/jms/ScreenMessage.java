package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.brief.message.MessageRefused;

/** Refuses the messages that can be no brief. */
final class ScreenMessage {

  private ScreenMessage() {}

  /** Without an id a message that comes twice would be paid for twice. */
  static void requireId(JmsMessage message, String property) throws MessageRefused {
    if (MessageIds.of(message, property) == null) {
      throw new MessageRefused(
          "no-id",
          property.isEmpty()
              ? "The message has no JMSMessageID, by which its repetition would be recognised. Let the sender set one, or name a property of the message in the parameter id; or order to take it as it is."
              : "The message has no usable property %s, by which its repetition would be recognised. Send it with one, or order to take it as it is."
                  .formatted(property));
    }
  }

  /** The body of the brief: text, bytes, or a map with its fields. */
  static Object body(JmsMessage message) throws MessageRefused {
    if (message.property(JmsMessage.OWN) != null) {
      throw new MessageRefused(
          "own-result",
          "The message is a result that this program wrote. Let results go to another queue or topic than briefs.");
    }
    if (message.problem() != null) {
      throw new MessageRefused(
          "unreadable",
          "The body could not be read: %s. Send it again.".formatted(message.problem()));
    }
    return switch (message.kind()) {
      case "text" -> message.text() == null ? "" : message.text();
      case "bytes" -> message.bytes();
      case "map" -> message.map();
      case "message" -> "";
      case "object" ->
          throw new MessageRefused(
              "object-message",
              "The message holds a Java object, which is never deserialised because that could run code of strangers%s. Send text, bytes or a map."
                  .formatted(
                      message.bytes() == null ? ", and the client does not give its bytes" : ""));
      default ->
          throw new MessageRefused(
              "stream-message",
              "The message is a stream of values, which has no fields of a brief. Send text, bytes or a map.");
    };
  }
}
