package dev.rivyaroutes.simulator.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TroubleTest {

  private final SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
  private final Caller caller = new Caller(rivya);

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void limitsTheRateWithAndWithoutRetryAfter() throws Exception {
    rivya
        .trouble()
        .add(
            Trouble.next(1, Operation.CREATE, TroubleKind.RATE_LIMITED).withRetryAfter(7),
            Trouble.next(1, Operation.CREATE, TroubleKind.RATE_LIMITED));

    Caller.Answer first = caller.create(Caller.IMAGE, "k");
    Caller.Answer second = caller.create(Caller.IMAGE, "k");

    assertThat(first.status()).isEqualTo(429);
    assertThat(first.code()).isEqualTo("rate_limited");
    assertThat(first.header("Retry-After")).isEqualTo("7");
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("Retry-After")).isNull();
    assertThat(caller.create(Caller.IMAGE, "k").status()).isEqualTo(201);
    assertThat(rivya.counters().answers(Operation.CREATE, 429)).isEqualTo(2);
    assertThat(rivya.counters().calls(Operation.CREATE)).isEqualTo(3);
  }

  @Test
  void failsWithAPageThatIsNoJson() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.SERVER_ERROR));

    Caller.Answer answer = caller.create(Caller.IMAGE, "k");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.text()).startsWith("<html>");
    assertThat(rivya.generations().count()).isZero();
  }

  @Test
  void failsAfterTheEffect() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.SERVER_ERROR_AFTER));

    assertThat(caller.create(Caller.IMAGE, "k").status()).isEqualTo(504);
    assertThat(rivya.generations().count()).isEqualTo(1);
  }

  @Test
  void isDisabled() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.MODELS, TroubleKind.DISABLED));

    Caller.Answer answer = caller.get("/api/v1/models");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("public_api_disabled");
    assertThat(caller.get("/api/v1/models").status()).isEqualTo(200);
  }

  @Test
  void refusesWithAnyStatusAndCode() throws Exception {
    rivya
        .trouble()
        .add(
            Trouble.next(1, Operation.CREDITS, TroubleKind.REFUSED)
                .withStatus(418)
                .withCode("new_code"));

    Caller.Answer answer = caller.send(caller.api("/credits"));

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.code()).isEqualTo("new_code");
  }

  @Test
  void letsAResultUrlExpireUntilTheStatusIsReadAnew() throws Exception {
    String id = caller.created(Caller.IMAGE);
    String url = caller.resultUrl(id);
    rivya.trouble().add(Trouble.next(1, Operation.MEDIA, TroubleKind.EXPIRED).withStatus(404));

    assertThat(caller.get(url).status()).isEqualTo(404);
    assertThat(caller.get(url).status()).isEqualTo(410);
    assertThat(caller.resultUrl(id)).isNotEqualTo(url);
    assertThat(caller.get(caller.resultUrl(id)).status()).isEqualTo(200);
  }

  @Test
  void doesNotKnowATaskForAWhile() throws Exception {
    String id = caller.created(Caller.IMAGE);
    rivya.trouble().add(Trouble.next(2, Operation.STATUS, TroubleKind.NOT_FOUND));

    assertThat(caller.status(id).code()).isEqualTo("not_found");
    assertThat(caller.status(id).status()).isEqualTo(404);
    assertThat(caller.status(id).status()).isEqualTo(200);
  }

  @Test
  void failsATaskForTheReasonThatIsGiven() throws Exception {
    rivya
        .trouble()
        .add(Trouble.always(Operation.CREATE, TroubleKind.FAILED_TASK).withCode("content_blocked"));

    String id = caller.created(Caller.IMAGE);

    assertThat(caller.status(id).code()).isEqualTo("content_blocked");
  }

  @Test
  void drawsTheSameTroubleFromTheSameSeed() throws Exception {
    List<Integer> first = drawn();
    rivya.reset();

    assertThat(drawn()).isEqualTo(first).contains(200, 500);
  }

  @Test
  void refusesRulesThatCannotBe() {
    assertThatThrownBy(() -> Trouble.sometimes(1.5, Operation.ANY, TroubleKind.SLOW))
        .hasMessageContaining("probability");
    assertThatThrownBy(() -> Trouble.always(Operation.STATUS, TroubleKind.STUCK_TASK))
        .hasMessageContaining("create");
    assertThatThrownBy(() -> Trouble.always(Operation.CREATE, TroubleKind.EXPIRED))
        .hasMessageContaining("media");
  }

  private List<Integer> drawn() throws Exception {
    rivya.trouble().add(Trouble.sometimes(0.5, Operation.MODELS, TroubleKind.SERVER_ERROR));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(caller.get("/api/v1/models").status());
    }
    return statuses;
  }
}
