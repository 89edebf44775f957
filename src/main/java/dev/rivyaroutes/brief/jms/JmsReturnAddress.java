package dev.rivyaroutes.brief.jms;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the answer to a message goes. The names are those that jms-result-sink reads. */
final class JmsReturnAddress {
  private static final int LONGEST = 2_000;

  private final Map<String, String> address = new LinkedHashMap<>();

  private JmsReturnAddress() {}

  static Map<String, String> of(JmsMessage message) {
    JmsReturnAddress address = new JmsReturnAddress();
    address.put("jms.reply-to", message.replyTo());
    address.put(
        "jms.correlation-id",
        message.correlationId() == null ? message.messageId() : message.correlationId());
    return address.address;
  }

  private void put(String name, String value) {
    if (value != null && !value.isBlank() && value.length() <= LONGEST) {
      address.put(name, value);
    }
  }
}
