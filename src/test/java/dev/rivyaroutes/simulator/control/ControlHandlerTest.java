package dev.rivyaroutes.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlHandlerTest {

  private final SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
  private final Caller caller = new Caller(rivya);

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void showsPaidGenerationsByPages() throws Exception {
    for (int i = 1; i <= 3; i++) {
      caller.create(Caller.IMAGE, "k" + i);
    }

    JsonNode first = caller.get("/_simulator/generations?limit=2").json();
    assertThat(first.path("total").asInt()).isEqualTo(3);
    assertThat(first.path("data").findValuesAsText("idempotency_key")).containsExactly("k1", "k2");
    assertThat(first.path("data").get(0).path("body").path("prompt").asText())
        .isEqualTo("A red boat");
    assertThat(first.path("data").get(0).path("body_sha256").asText())
        .isEqualTo(DigestUtils.sha256Hex(ApiJson.utf8(Caller.IMAGE)));
    JsonNode second =
        caller.get("/_simulator/generations?limit=2&after=" + first.path("next").asInt()).json();
    assertThat(second.path("data").findValuesAsText("idempotency_key")).containsExactly("k3");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(caller.get("/_simulator/generations?key=k2").json().path("data")).hasSize(1);
  }

  @Test
  void countsCallsAndAnswers() throws Exception {
    caller.create(Caller.IMAGE, "k");
    caller.create(Caller.IMAGE, "k");
    caller.create("{}", "other");

    JsonNode counters = caller.get("/_simulator/counters").json();
    assertThat(counters.path("paid_generations").asInt()).isEqualTo(1);
    assertThat(counters.path("replays").asInt()).isEqualTo(1);
    assertThat(counters.path("calls").path("create").asInt()).isEqualTo(3);
    assertThat(counters.path("answers").path("create").path("201").asInt()).isEqualTo(2);
    assertThat(counters.path("answers").path("create").path("400").asInt()).isEqualTo(1);
  }

  @Test
  void switchesTroubleOnAndOff() throws Exception {
    Caller.Answer set =
        caller.control(
            "PUT",
            "trouble",
            "{\"seed\":3,\"trouble\":[{\"operation\":\"models\",\"kind\":\"rate-limited\","
                + "\"count\":9,\"retry_after_seconds\":4}]}");
    assertThat(set.status()).isEqualTo(200);

    assertThat(caller.get("/api/v1/models").header("Retry-After")).isEqualTo("4");
    JsonNode left = caller.get("/_simulator/trouble").json().path("trouble").get(0);
    assertThat(left.path("count").asInt()).isEqualTo(8);
    assertThat(left.path("kind").asText()).isEqualTo("rate-limited");

    caller.control("PUT", "trouble", "{\"trouble\":[]}");
    assertThat(caller.get("/api/v1/models").status()).isEqualTo(200);
  }

  @Test
  void keepsTheTroubleThatItHasWhereTheWishIsWrong() throws Exception {
    rivya.trouble().add(Trouble.always(Operation.MODELS, TroubleKind.DISABLED));

    Caller.Answer kind = caller.control("PUT", "trouble", "{\"trouble\":[{\"kind\":\"bad\"}]}");
    Caller.Answer field =
        caller.control("PUT", "trouble", "{\"trouble\":[{\"kind\":\"slow\",\"delay\":5}]}");

    assertThat(kind.status()).isEqualTo(400);
    assertThat(kind.text()).contains("kind is 'bad'").contains("reset-after");
    assertThat(field.text()).contains("no field delay");
    assertThat(rivya.trouble().active()).hasSize(1);
  }

  @Test
  void changesKeysAndCredits() throws Exception {
    Caller.Answer set =
        caller.control(
            "PUT",
            "keys",
            "{\"keys\":[{\"key\":\"rvya_sk_new\",\"account\":\"new\"},"
                + "{\"key\":\"rvya_sk_simulator\",\"state\":\"revoked\"}],\"credits\":{\"new\":5}}");
    assertThat(set.status()).isEqualTo(200);

    Caller added = new Caller(rivya, "rvya_sk_new");
    assertThat(added.send(added.api("/credits")).text()).isEqualTo("{\"current_credits\":5}");
    assertThat(caller.send(caller.api("/credits")).code()).isEqualTo("api_key_revoked");
    assertThat(caller.control("PUT", "keys", "{\"keys\":[{\"key\":\"sk_x\"}]}").text())
        .contains("must start with rvya_sk_");
  }

  @Test
  void changesModelsAndTiming() throws Exception {
    caller.control(
        "PUT",
        "models",
        "{\"data\":[{\"id\":\"z-image\",\"api_status\":\"coming_soon\"}],\"remove\":[\"kling-2-6\"]}");
    assertThat(caller.create(Caller.IMAGE, null).status()).isEqualTo(400);
    assertThat(rivya.models().model("kling-2-6")).isNull();

    caller.control("POST", "reset", "");
    caller.control("PUT", "timing", "{\"image_ms\":60000}");
    String id = caller.created(Caller.IMAGE);
    assertThat(caller.status(id).json().path("status").asText()).isEqualTo("queued");
  }

  @Test
  void goesBackToItsStart() throws Exception {
    String id = caller.created(Caller.IMAGE);
    rivya.trouble().add(Trouble.always(Operation.ANY, TroubleKind.DISABLED));

    assertThat(caller.control("POST", "reset", "").status()).isEqualTo(200);

    assertThat(caller.status(id).status()).isEqualTo(404);
    assertThat(rivya.generations().all()).isEmpty();
    assertThat(rivya.counters().calls(Operation.CREATE)).isZero();
    assertThat(rivya.wallets().balance("simulator")).isEqualTo(1_000_000);
  }

  @Test
  void hasNoOtherPath() throws Exception {
    assertThat(caller.get("/nothing").code()).isEqualTo("not_found");
    assertThat(caller.get("/_simulator/nothing").status()).isEqualTo(404);
    assertThat(caller.send(caller.api("/generations")).status()).isEqualTo(404);
  }
}
