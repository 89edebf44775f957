package dev.rivyaroutes.simulator.webhook;

import dev.rivyaroutes.simulator.generation.Generation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** What will be told, and when; trouble included. Guarded by the lock of {@link Webhooks}. */
final class EventQueue {

  /** An event on its way to one endpoint. */
  record Parcel(WebhookEvent event, String endpointId, int attempt, Instant at, long order) {}

  private final long seed;
  private final Random random;
  private final PriorityQueue<Generation> endings =
      new PriorityQueue<>(
          Comparator.comparing(Generation::endsAt).thenComparing(Generation::sequence));
  private final PriorityQueue<Parcel> parcels =
      new PriorityQueue<>(Comparator.comparing(Parcel::at).thenComparing(Parcel::order));
  private long last;
  private long told;

  EventQueue(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  void expect(Generation paid) {
    endings.add(paid);
  }

  /** The generations that have ended by now. */
  List<Generation> ended(Instant now) {
    List<Generation> ended = new ArrayList<>();
    while (!endings.isEmpty() && !endings.peek().endsAt().isAfter(now)) {
      ended.add(endings.poll());
    }
    return ended;
  }

  /** The parcels that are due by now. */
  List<Parcel> due(Instant now) {
    List<Parcel> due = new ArrayList<>();
    while (!parcels.isEmpty() && !parcels.peek().at().isAfter(now)) {
      due.add(parcels.poll());
    }
    return due;
  }

  /** Plans an event for its endpoints as the trouble has it. */
  void tell(
      WebhookEvent event, List<WebhookEndpoint> endpoints, WebhookTrouble trouble, Instant now) {
    if (trouble.loss() > 0 && random.nextDouble() < trouble.loss()) {
      return;
    }
    Instant at = now.plus(trouble.delay());
    if (++told % 2 == 1) {
      at = at.plus(trouble.heldBack());
    }
    for (WebhookEndpoint endpoint : endpoints) {
      for (int copy = 0; copy < trouble.copies(); copy++) {
        send(event, endpoint.id(), 1, at);
      }
    }
  }

  void send(WebhookEvent event, String endpointId, int attempt, Instant at) {
    parcels.add(new Parcel(event, endpointId, attempt, at, ++last));
  }

  void forget(String endpointId) {
    parcels.removeIf(parcel -> parcel.endpointId().equals(endpointId));
  }

  void reset() {
    endings.clear();
    parcels.clear();
    random.setSeed(seed);
    told = 0;
  }
}
