package dev.rivyaroutes.brief.sqs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The messages that this process received and has not settled, in the order of their receipt. One
 * that fails or waits stays here, invisible to other processes: letting it go would count toward
 * the dead-letter queue.
 */
final class HeldMessages {
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 16L << 20;

  /** More are received only once so few are ready, so that other replicas get their share. */
  private static final int FEW = 20;

  private final Clock clock;
  private final Map<String, HeldMessage> held = new LinkedHashMap<>();

  HeldMessages(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(List<Message> messages) {
    for (Message message : messages) {
      HeldMessage known = held.get(message.messageId());
      if (known == null) {
        held.put(message.messageId(), new HeldMessage(message));
      } else {
        known.receivedAgain(message);
      }
    }
    notifyAll();
  }

  synchronized boolean hasRoom() {
    return held.size() < MOST
        && ready().size() < FEW
        && held.values().stream().mapToLong(one -> one.body().length()).sum() < MOST_BYTES;
  }

  /** Waits until something changes, but not for long. */
  synchronized void awaitChange(long millis) throws InterruptedException {
    wait(millis);
  }

  /** A postponed message of a group holds back the rest of its group. */
  private List<HeldMessage> ready() {
    Set<String> blocked = new HashSet<>();
    List<HeldMessage> ready = new ArrayList<>();
    for (HeldMessage one : held.values()) {
      String group = one.group();
      if (group != null && blocked.contains(group)) {
        continue;
      }
      if (one.isPostponed(clock)) {
        blocked.add(group);
      } else if (!one.handedIn) {
        ready.add(one);
      }
    }
    return ready;
  }

  synchronized boolean hasNext() {
    return !ready().isEmpty();
  }

  /** The next message to hand in; null if there is none. */
  synchronized HeldMessage next() {
    List<HeldMessage> ready = ready();
    if (ready.isEmpty()) {
      return null;
    }
    ready.get(0).handedIn = true;
    return ready.get(0);
  }

  /** Hands in again what was handed in and not settled. */
  synchronized void rewind() {
    held.values().forEach(one -> one.handedIn = false);
  }

  synchronized void postpone(HeldMessage message) {
    message.postpone(clock);
    notifyAll();
  }

  synchronized void settle(HeldMessage message) {
    held.remove(message.id());
    notifyAll();
  }

  /**
   * Another process may have the message now: it and what follows in its group are not handed in.
   */
  synchronized void lose(HeldMessage message) {
    held.values()
        .removeIf(
            one ->
                one == message || message.group() != null && message.group().equals(one.group()));
  }

  synchronized List<HeldMessage> all() {
    return List.copyOf(held.values());
  }

  synchronized void clear() {
    held.clear();
  }

  /** When the oldest was sent; null if there is none. */
  synchronized Instant oldestAt() {
    return held.values().stream().map(HeldMessage::sentAt).min(Instant::compareTo).orElse(null);
  }
}
