package dev.rivyaroutes.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTroubleTest {

  private final SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
  private final Caller caller = new Caller(rivya);

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void resetsBeforeTheEffect() {
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.RESET_BEFORE));

    assertThatThrownBy(() -> caller.create(Caller.IMAGE, "k")).isInstanceOf(IOException.class);
    assertThat(rivya.generations().count()).isZero();
    assertThat(rivya.counters().answers(Operation.CREATE, Counters.NO_ANSWER)).isEqualTo(1);
  }

  @Test
  void resetsAfterTheEffectSoThatARepeatFindsIt() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.RESET_AFTER));

    assertThatThrownBy(() -> caller.create(Caller.IMAGE, "k")).isInstanceOf(IOException.class);
    assertThat(rivya.generations().count()).isEqualTo(1);

    assertThat(caller.create(Caller.IMAGE, "k").json().path("id").asText())
        .isEqualTo(rivya.generations().all().get(0).id());
    assertThat(rivya.generations().count()).isEqualTo(1);
  }

  @Test
  void isSilentBeforeAndAfterTheEffect() {
    rivya
        .trouble()
        .add(
            Trouble.next(1, Operation.CREATE, TroubleKind.SILENCE_BEFORE),
            Trouble.next(1, Operation.CREATE, TroubleKind.SILENCE_AFTER));

    assertThatThrownBy(this::createWithLittlePatience).isInstanceOf(HttpTimeoutException.class);
    assertThat(rivya.generations().count()).isZero();
    assertThatThrownBy(this::createWithLittlePatience).isInstanceOf(HttpTimeoutException.class);
    assertThat(rivya.generations().count()).isEqualTo(1);
  }

  @Test
  void answersOthersWhileManyWaitInSilence() throws Exception {
    rivya.trouble().add(Trouble.next(150, Operation.CREATE, TroubleKind.SILENCE_BEFORE));
    List<Object> waiting = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      HttpRequest request = caller.creating(Caller.IMAGE, "k" + i).build();
      waiting.add(caller.client().sendAsync(request, BodyHandlers.discarding()));
    }
    while (!rivya.trouble().active().isEmpty()) {
      assertThat(caller.send(caller.api("/credits")).status()).isEqualTo(200);
    }

    assertThat(caller.create(Caller.IMAGE, "k").status()).isEqualTo(201);
    assertThat(waiting).hasSize(150);
  }

  @Test
  void endsASilenceByClosingTheConnection() {
    rivya
        .trouble()
        .add(
            Trouble.next(1, Operation.CREATE, TroubleKind.SILENCE_BEFORE)
                .withDelay(Duration.ofMillis(20)));

    assertThatThrownBy(() -> caller.create(Caller.IMAGE, "k"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void isSlow() throws Exception {
    rivya
        .trouble()
        .add(Trouble.next(1, Operation.CREATE, TroubleKind.SLOW).withDelay(Duration.ofMillis(60)));

    long start = System.nanoTime();
    assertThat(caller.create(Caller.IMAGE, "k").status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(60));
  }

  @Test
  void cutsADownloadInTheMiddle() throws Exception {
    String url = caller.resultUrl(caller.created(Caller.IMAGE));
    rivya.trouble().add(Trouble.next(1, Operation.MEDIA, TroubleKind.TRUNCATED));

    assertThatThrownBy(() -> caller.get(url))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fixed content-length");
    assertThat(caller.get(url).status()).isEqualTo(200);
  }

  private void createWithLittlePatience() throws Exception {
    caller.send(caller.creating(Caller.IMAGE, "k").timeout(Duration.ofMillis(200)));
  }
}
