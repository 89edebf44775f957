package dev.rivyaroutes.brief.sqs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A message that this process received and has not settled. Guarded by {@link HeldMessages}. */
final class HeldMessage {
  private static final int LONGEST_WAIT = 60;

  private final Message message;
  private String receipt;
  private int postponed;
  private Instant dueAt = Instant.MIN;
  boolean handedIn;

  HeldMessage(Message message) {
    this.message = message;
    this.receipt = message.receiptHandle();
  }

  String id() {
    return message.messageId();
  }

  String body() {
    return message.body();
  }

  /** Proves that this process received it; the one of the last receipt counts. */
  String receipt() {
    return receipt;
  }

  void receivedAgain(Message again) {
    receipt = again.receiptHandle();
  }

  /** The group of a FIFO queue; null in others. */
  String group() {
    return message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
  }

  /** The attributes that are text. */
  Map<String, String> attributes() {
    Map<String, String> texts = new HashMap<>();
    message
        .messageAttributes()
        .forEach(
            (name, value) -> {
              if (value.stringValue() != null) {
                texts.put(name, value.stringValue());
              }
            });
    return texts;
  }

  Instant sentAt() {
    return time(MessageSystemAttributeName.SENT_TIMESTAMP);
  }

  /** When any process received it first. */
  Instant firstReceivedAt() {
    return time(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP);
  }

  private Instant time(MessageSystemAttributeName name) {
    String millis = message.attributes().get(name);
    return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** It is handed in again later, each time after twice as long. */
  void postpone(Clock clock) {
    handedIn = false;
    long seconds = Math.min(LONGEST_WAIT, 1L << Math.min(postponed + 1, 6));
    postponed++;
    dueAt = clock.instant().plus(Duration.ofSeconds(seconds));
  }

  boolean isPostponed(Clock clock) {
    return clock.instant().isBefore(dueAt);
  }
}
