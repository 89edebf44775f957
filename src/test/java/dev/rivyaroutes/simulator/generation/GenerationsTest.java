package dev.rivyaroutes.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.account.Limits;
import dev.rivyaroutes.simulator.account.Wallets;
import dev.rivyaroutes.simulator.model.Catalogue;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GenerationsTest {

  private final SettableClock clock = new SettableClock();
  private final Wallets wallets = new Wallets(100, clock);
  private final Model model = new Catalogue().model("z-image");

  @Test
  void forgetsTheOldestAboveTheirNumberAndSaysSo() {
    Generations generations = new Generations(clock, Limits.DEFAULT.withGenerations(2), wallets);
    for (int i = 1; i <= 3; i++) {
      pay(generations, "k" + i, 10);
    }

    assertThat(generations.all())
        .extracting(PaidGeneration::idempotencyKey)
        .containsExactly("k2", "k3");
    assertThat(generations.count()).isEqualTo(3);
    assertThat(generations.forgotten()).isEqualTo(1);
    assertThat(generations.earlier("a", "k1", "sha")).isNull();
    assertThat(generations.earlier("a", "k2", "sha")).isNotNull();
  }

  @Test
  void forgetsTheOldestAboveTheirBytes() {
    Generations generations =
        new Generations(clock, new Limits(201, 0, Duration.ofHours(1), 1000, 1000), wallets);
    for (int i = 1; i <= 5; i++) {
      pay(generations, "k" + i, 400);
    }

    assertThat(generations.all()).hasSize(2);
  }

  @Test
  void paysOnceForEqualOrdersThatBothFoundNothingAtFirst() {
    Generations generations = new Generations(clock, Limits.DEFAULT, wallets);

    Generation first = pay(generations, "k", 10);
    Generation second = pay(generations, "k", 10);

    assertThat(second).isSameAs(first);
    assertThat(wallets.balance("a")).isEqualTo(99);
  }

  private Generation pay(Generations generations, String key, int bytes) {
    byte[] body = ApiJson.utf8("{" + " ".repeat(bytes - 2) + "}");
    PaidRequest order = new PaidRequest("a", key, body, "sha", model, "x", 1, 1);
    return generations.pay(order, any -> Outcome.of(Duration.ZERO, null));
  }
}
