package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.Operation;
import dev.rivyaroutes.simulator.Trouble;
import dev.rivyaroutes.simulator.TroubleKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The model catalogue: asked for at start and each hour, and kept while Rivya does not answer. */
class ModelsRouteTest extends EngineRouteTestBase {

  private static final String ROUTE = "refresh-models-main";

  @Autowired ModelRefresh refresh;

  @Test
  void asksAgainAfterAnHourAndKeepsTheLastAnswerInTrouble() throws Exception {
    eventually(() -> assertThat(refresh.isDue("main")).isFalse());
    CLOCK.forward(Duration.ofMinutes(61));
    assertThat(refresh.isDue("main")).isTrue();
    RIVYA.trouble().add(Trouble.always(Operation.MODELS, TroubleKind.SERVER_ERROR));
    long before = RIVYA.counters().calls(Operation.MODELS);

    fire();

    eventually(() -> assertThat(RIVYA.counters().calls(Operation.MODELS)).isGreaterThan(before));
    assertRefusesUnknownModels();
    assertThat(refresh.isDue("main")).isTrue();
    RIVYA.trouble().clear();

    fire();

    eventually(() -> assertThat(refresh.isDue("main")).isFalse());
    assertRefusesUnknownModels();
  }

  /** The timer begins anew, and fires at once. */
  private void fire() throws Exception {
    camel.getRouteController().stopRoute(ROUTE);
    camel.getRouteController().startRoute(ROUTE);
  }

  private void assertRefusesUnknownModels() {
    String id = accept("main", "{\"prompt\": \"A house\", \"model\": \"nano-banan\"}");
    assertThat(job(id).job().state()).isEqualTo("failed");
    assertThat(job(id).job().cause().text()).contains("nano-banan", "did you mean nano-banana");
    assertThat(paid(id)).isEmpty();
  }
}
