package dev.rivyaroutes.brief.sqs;

import java.util.Map;

/** What a message keeps for its answer. The name is the one that sqs-result-sink reads. */
final class SqsReturnAddress {

  private SqsReturnAddress() {}

  /**
   * @param message null for one that is taken again from the quarantine
   */
  static Map<String, String> of(HeldMessage message) {
    return message == null || message.group() == null
        ? Map.of()
        : Map.of("sqs.group", message.group());
  }
}
