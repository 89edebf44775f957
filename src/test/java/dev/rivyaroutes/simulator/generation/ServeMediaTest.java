package dev.rivyaroutes.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.SettableClock;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeMediaTest {

  private static final String VIDEO = "{\"model\":\"kling-2-6\",\"prompt\":\"x\"}";
  private static final long BIG = 49_000_000;

  private final SettableClock clock = new SettableClock();
  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withMedia(
                  MediaShape.SMALL
                      .withVideoBytes(BIG)
                      .withResults(2)
                      .withUrlLife(Duration.ofHours(1))));
  private final Caller caller = new Caller(rivya);

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void servesPartsOfAFile() throws Exception {
    String url = caller.resultUrl(caller.created(Caller.IMAGE));
    Caller.Answer all = caller.get(url);
    int size = all.bytes().length;

    Caller.Answer part = range(url, "bytes=10-19");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(all.bytes(), 10, 20));
    assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + size);
    assertThat(part.header("ETag")).isEqualTo(all.header("ETag")).isNotNull();
    assertThat(range(url, "bytes=" + (size - 20) + "-").bytes())
        .isEqualTo(Arrays.copyOfRange(all.bytes(), size - 20, size));
    assertThat(range(url, "bytes=-30").bytes())
        .isEqualTo(Arrays.copyOfRange(all.bytes(), size - 30, size));
    assertThat(range(url, "bytes=0-1,4-5").status()).isEqualTo(200);
    Caller.Answer outside = range(url, "bytes=" + size + "-");
    assertThat(outside.status()).isEqualTo(416);
    assertThat(outside.header("Content-Range")).isEqualTo("bytes */" + size);
    assertThat(
            caller
                .send(caller.at(url).header("Range", "bytes=1-2").header("If-Range", "\"other\""))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=-,200",
    "bytes=5-4,200",
    "lines=1-2,200",
    "bytes=x-2,200",
    "bytes=0-0,206",
    "bytes=-999999999,206",
    "bytes=-0,416"
  })
  void ignoresMalformedRanges(String header, int status) throws Exception {
    assertThat(range(caller.resultUrl(caller.created(Caller.IMAGE)), header).status())
        .isEqualTo(status);
  }

  @Test
  void servesPartsOfTheZerosOfABigVideo() throws Exception {
    String url = caller.resultUrl(caller.created(VIDEO));

    Caller.Answer tail = range(url, "bytes=" + (BIG - 100_000) + "-");

    assertThat(tail.bytes()).hasSize(100_000).containsOnly(0);
    assertThat(range(url, "bytes=4-7").text()).isEqualTo("ftyp");
    assertThat(
            caller
                .send(caller.at(url).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                .header("Content-Length"))
        .isEqualTo("" + BIG);
  }

  @Test
  void refusesAndCountsKeys() throws Exception {
    String url = caller.resultUrl(caller.created(Caller.IMAGE));

    Caller.Answer answer =
        caller.send(caller.at(url).header("Authorization", "Bearer rvya_sk_simulator"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(rivya.counters().keysLeakedToMedia()).isEqualTo(1);
    assertThat(caller.get(url).status()).isEqualTo(200);
    assertThat(rivya.counters().keysLeakedToMedia()).isEqualTo(1);
  }

  @Test
  void letsAUrlBeGoneAfterItsLifeAndGivesAFreshOne() throws Exception {
    String id = caller.created(Caller.IMAGE);
    String url = caller.resultUrl(id);
    clock.forward(Duration.ofMinutes(59));
    assertThat(caller.get(url).status()).isEqualTo(200);

    clock.forward(Duration.ofMinutes(1));

    assertThat(caller.get(url).status()).isEqualTo(410);
    assertThat(caller.get(caller.resultUrl(id)).status()).isEqualTo(200);
  }

  @Test
  void hasNoFileOfWhatIsNotReadyOrNotThere() throws Exception {
    String done = caller.resultUrl(caller.created(Caller.IMAGE));
    assertThat(caller.get(done.replace("/1.png", "/3.png")).status()).isEqualTo(404);
    assertThat(caller.get(done.replace("/1.png", "/1.mp4")).status()).isEqualTo(404);
    assertThat(caller.get("/media/task_unknown/1.png").status()).isEqualTo(404);

    rivya.timing(Timing.all(Duration.ofSeconds(9)));
    String early = caller.created(Caller.IMAGE);
    assertThat(caller.get("/media/" + early + "/1.png?v=1").status()).isEqualTo(404);
  }

  private Caller.Answer range(String url, String range) throws Exception {
    return caller.send(caller.at(url).header("Range", range));
  }
}
