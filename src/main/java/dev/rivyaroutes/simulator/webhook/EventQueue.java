package dev.rivyaroutes.simulator.webhook;

import dev.rivyaroutes.simulator.generation.Generation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** The events to send and their times, with trouble. Guarded by the lock of {@link Webhooks}. */
final class EventQueue {

  record Delivery(WebhookEvent event, String endpointId, int attempt, Instant at, long order) {}

  private final long seed;
  private final Random random;
  private final PriorityQueue<Generation> endings =
      new PriorityQueue<>(
          Comparator.comparing(Generation::endsAt).thenComparing(Generation::sequence));
  private final PriorityQueue<Delivery> deliveries =
      new PriorityQueue<>(Comparator.comparing(Delivery::at).thenComparing(Delivery::order));
  private long last;
  private long scheduled;

  EventQueue(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  void expect(Generation paid) {
    endings.add(paid);
  }

  List<Generation> ended(Instant now) {
    List<Generation> ended = new ArrayList<>();
    while (!endings.isEmpty() && !endings.peek().endsAt().isAfter(now)) {
      ended.add(endings.poll());
    }
    return ended;
  }

  List<Delivery> due(Instant now) {
    List<Delivery> due = new ArrayList<>();
    while (!deliveries.isEmpty() && !deliveries.peek().at().isAfter(now)) {
      due.add(deliveries.poll());
    }
    return due;
  }

  void schedule(
      WebhookEvent event, List<WebhookEndpoint> endpoints, WebhookTrouble trouble, Instant now) {
    if (trouble.loss() > 0 && random.nextDouble() < trouble.loss()) {
      return;
    }
    Instant at = now.plus(trouble.delay());
    if (++scheduled % 2 == 1) {
      at = at.plus(trouble.heldBack());
    }
    for (WebhookEndpoint endpoint : endpoints) {
      for (int copy = 0; copy < trouble.copies(); copy++) {
        send(event, endpoint.id(), 1, at);
      }
    }
  }

  void send(WebhookEvent event, String endpointId, int attempt, Instant at) {
    deliveries.add(new Delivery(event, endpointId, attempt, at, ++last));
  }

  void forget(String endpointId) {
    deliveries.removeIf(delivery -> delivery.endpointId().equals(endpointId));
  }

  void reset() {
    endings.clear();
    deliveries.clear();
    random.setSeed(seed);
    scheduled = 0;
  }
}
