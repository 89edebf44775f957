package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import java.time.Clock;
import java.time.Instant;

/** {@code GET /generations/{taskId}}: the status now, with fresh result URLs. */
public final class ShowGeneration implements Handler {

  private final Generations generations;
  private final ResultUrls urls;
  private final Clock clock;

  public ShowGeneration(Generations generations, ResultUrls urls, Clock clock) {
    this.generations = generations;
    this.urls = urls;
    this.clock = clock;
  }

  @Override
  public Reply answer(Call call) {
    Generation generation = generations.find(call.route().name());
    if (generation == null || !generation.order().account().equals(call.account())) {
      throw ApiError.notFound("The generation");
    }
    Instant now = clock.instant();
    return ApiJson.json(200, generation.show(now, urls.of(call.base(), generation, now)));
  }
}
