package dev.rivyaroutes.simulator.webhook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last thousand events and attempts. Guarded by the lock of {@link Webhooks}. */
final class WebhookLog {

  private static final int KEPT = 1000;

  private final Deque<WebhookEvent> events = new ArrayDeque<>();
  private final Deque<WebhookAttempt> attempts = new ArrayDeque<>();

  void keep(WebhookEvent event) {
    keep(events, event);
  }

  void keep(WebhookAttempt attempt) {
    keep(attempts, attempt);
  }

  List<WebhookEvent> events(String account) {
    return events.stream().filter(event -> event.account().equals(account)).toList();
  }

  List<WebhookAttempt> attempts() {
    return List.copyOf(attempts);
  }

  void clear() {
    events.clear();
    attempts.clear();
  }

  private static <T> void keep(Deque<T> all, T next) {
    all.add(next);
    if (all.size() > KEPT) {
      all.removeFirst();
    }
  }
}
