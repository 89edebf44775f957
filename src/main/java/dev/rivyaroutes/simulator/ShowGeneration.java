package dev.rivyaroutes.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Instant;

/** {@code GET /generations/{taskId}}: the status now, with fresh result URLs. */
final class ShowGeneration implements Handler {

  private final Generations generations;
  private final MediaShape shape;
  private final Clock clock;

  ShowGeneration(Generations generations, MediaShape shape, Clock clock) {
    this.generations = generations;
    this.shape = shape;
    this.clock = clock;
  }

  @Override
  public Reply answer(Call call) {
    Generation generation = generations.find(call.route().name());
    if (generation == null || !generation.order().account().equals(call.account())) {
      throw Refusal.notFound("The generation");
    }
    Instant now = clock.instant();
    return Wire.json(200, generation.show(now, urls(call.base(), generation, now)));
  }

  private ArrayNode urls(String base, Generation generation, Instant now) {
    ArrayNode urls = Wire.JSON.createArrayNode();
    String extension = generation.order().model().category().extension();
    String until =
        shape.urlLife().isZero() ? "" : "&until=" + now.plus(shape.urlLife()).toEpochMilli();
    for (int n = 1; n <= shape.results(); n++) {
      urls.add(
          base
              + Route.MEDIA
              + generation.id()
              + "/"
              + n
              + "."
              + extension
              + "?v="
              + generation.urlVersion()
              + until);
    }
    return urls;
  }
}
