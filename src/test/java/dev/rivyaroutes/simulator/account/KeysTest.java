package dev.rivyaroutes.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

  private static final SimulatedKey GOOD = SimulatedKey.accepted("rvya_sk_good", "shop");

  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withKeys(
                  GOOD,
                  SimulatedKey.accepted("rvya_sk_gone", "shop")
                      .withState(SimulatedKey.State.REVOKED),
                  SimulatedKey.accepted("rvya_sk_old", "shop")
                      .withState(SimulatedKey.State.EXPIRED),
                  SimulatedKey.accepted("rvya_sk_narrow", "shop")
                      .withScopes(Set.of("models:read", "credits:read"))));

  @AfterEach
  void stop() {
    rivya.close();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "rvya_sk_unknown, 401, api_key_invalid",
    "rvya_sk_gone, 401, api_key_revoked",
    "rvya_sk_old, 401, api_key_expired",
    "rvya_sk_narrow, 403, api_scope_denied"
  })
  void refusesKeysThatAreNotValid(String key, int status, String code) throws Exception {
    Caller.Answer answer = new Caller(rivya, key).create(Caller.IMAGE, "k");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("error").path("requestId").asText()).startsWith("req_");
    assertThat(answer.json().path("error").path("message").asText()).isNotBlank();
    assertThat(rivya.generations().count()).isZero();
  }

  @Test
  void asksForAKeyWhereNoneCame() throws Exception {
    Caller.Answer answer = new Caller(rivya).get("/api/v1/credits");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("api_key_missing");
  }

  @Test
  void letsANarrowKeyDoWhatItsScopesAllow() throws Exception {
    Caller narrow = new Caller(rivya, "rvya_sk_narrow");

    assertThat(narrow.send(narrow.api("/credits")).status()).isEqualTo(200);
    assertThat(narrow.status("task_x").code()).isEqualTo("api_scope_denied");
    assertThat(narrow.send(narrow.api("/files/f")).code()).isEqualTo("api_scope_denied");
  }

  @Test
  void refusesAKeyFromTheMomentOfItsRevocation() throws Exception {
    Caller caller = new Caller(rivya, GOOD.key());
    assertThat(caller.send(caller.api("/credits")).status()).isEqualTo(200);

    rivya.keys().put(GOOD.withState(SimulatedKey.State.REVOKED));

    assertThat(caller.send(caller.api("/credits")).code()).isEqualTo("api_key_revoked");
  }

  @Test
  void refusesCallsAboveTheRateUntilTheNextSecond() throws Exception {
    SettableClock clock = new SettableClock();
    try (SimulatedRivya strict =
        SimulatedRivya.start(
            SimulatorSettings.defaults()
                .withClock(clock)
                .withLimits(Limits.DEFAULT.withCallsPerSecond(2)))) {
      Caller caller = new Caller(strict);
      caller.send(caller.api("/credits"));
      assertThat(caller.send(caller.api("/credits")).status()).isEqualTo(200);

      Caller.Answer refused = caller.send(caller.api("/credits"));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("rate_limited");
      assertThat(refused.header("Retry-After")).isEqualTo("1");

      clock.forward(Duration.ofSeconds(1));
      assertThat(caller.send(caller.api("/credits")).status()).isEqualTo(200);
    }
  }
}
