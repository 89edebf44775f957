package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;

/**
 * The id of a mail: the same for each attempt of a delivery, so that a mail that was sent can be
 * found again.
 */
final class MessageId {

  private final String left;
  private final String domain;

  private MessageId(String left, String domain) {
    this.left = left;
    this.domain = domain;
  }

  /**
   * @param file the one file of the mail; null when it has the whole result
   * @param from the sender's address
   */
  static MessageId of(Result result, ResultFile file, String from) {
    String delivery = result.deliveryId().replaceAll("[^A-Za-z0-9-]", "_");
    return new MessageId(
        file == null ? delivery : delivery + "." + file.n(),
        from.substring(from.lastIndexOf('@') + 1));
  }

  /** The value of the header, with its angle brackets. */
  String value() {
    return "<" + left + "@" + domain + ">";
  }

  /** An id for a part of the mail, without angle brackets. */
  String part(String name) {
    return left + "." + name + "@" + domain;
  }

  /** A line between parts that no encoded part contains: {@code =_} occurs in none. */
  String boundary(String name) {
    return "=_" + left + "_" + name;
  }
}
