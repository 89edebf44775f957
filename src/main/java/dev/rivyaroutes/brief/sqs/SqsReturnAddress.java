package dev.rivyaroutes.brief.sqs;

import java.util.Map;

/** What a message keeps for its answer. The name is the one that sqs-result-sink reads. */
final class SqsReturnAddress {

  private SqsReturnAddress() {}

  /**
   * @param group the group of a FIFO queue; null in others
   */
  static Map<String, String> of(String group) {
    return group == null ? Map.of() : Map.of("sqs.group", group);
  }
}
