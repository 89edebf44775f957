package dev.rivyaroutes.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.testing.SettableClock;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateGenerationTest {

  private final SettableClock clock = new SettableClock();
  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withKeys(
                  SimulatedKey.accepted("rvya_sk_a", "a"), SimulatedKey.accepted("rvya_sk_b", "b"))
              .withCredits(100));
  private final Caller caller = new Caller(rivya, "rvya_sk_a");

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void answersTheObjectOfTheContract() throws Exception {
    Caller.Answer answer = caller.create(Caller.IMAGE, "k1");

    JsonNode json = answer.json();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(json.path("id").asText()).startsWith("task_");
    assertThat(answer.text())
        .isEqualTo(
            "{\"id\":\"%s\",\"status\":\"queued\",\"model\":\"z-image\","
                    .formatted(json.path("id").asText())
                + "\"reserved_credits\":1,\"final_credits\":0,"
                + "\"created_at\":\"2026-05-11T00:00:00.000Z\","
                + "\"updated_at\":\"2026-05-11T00:00:00.000Z\",\"result\":null,\"error\":null}");
  }

  @Test
  void recordsWhatWasPaid() throws Exception {
    String body =
        "{\"model\":\"z-image\",\"prompt\":\"A boat\",\"params\":{\"aspect_ratio\":\"4:3\"},"
            + "\"client_request_id\":\"mine\"}";
    String id = caller.create(body, "k1").json().path("id").asText();

    PaidGeneration paid = rivya.generations().all().get(0);
    assertThat(paid.id()).isEqualTo(id);
    assertThat(paid.account()).isEqualTo("a");
    assertThat(paid.idempotencyKey()).isEqualTo("k1");
    assertThat(paid.bodySha256()).isEqualTo(DigestUtils.sha256Hex(ApiJson.utf8(body)));
    assertThat(paid.prompt()).isEqualTo("A boat");
    assertThat(paid.params().path("aspect_ratio").asText()).isEqualTo("4:3");
    assertThat(paid.clientRequestId()).isEqualTo("mine");
    assertThat(paid.createdAt()).isEqualTo(clock.instant());
  }

  @Test
  void answersTheFirstObjectAgainForTheSameKeyAndBody() throws Exception {
    String first = caller.create(Caller.IMAGE, "k1").text();
    clock.forward(Duration.ofHours(23));

    assertThat(caller.create(Caller.IMAGE, "k1").text()).isEqualTo(first);
    assertThat(rivya.generations().count()).isEqualTo(1);
    assertThat(rivya.counters().replays()).isEqualTo(1);
    assertThat(rivya.wallets().balance("a")).isEqualTo(99);
  }

  @Test
  void paysOnceForSixteenEqualCreatesAtOnce() {
    for (int round = 1; round <= 40; round++) {
      HttpRequest request = caller.creating(Caller.IMAGE, "k" + round).build();
      List<CompletableFuture<String>> answers =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      caller
                          .client()
                          .sendAsync(request, BodyHandlers.ofString())
                          .thenApply(response -> response.statusCode() + response.body()))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
      assertThat(rivya.generations().count()).isEqualTo(round);
      assertThat(rivya.counters().replays()).isEqualTo(round * 15L);
    }
  }

  @Test
  void refusesAnotherBodyUnderTheSameKey() throws Exception {
    caller.create(Caller.IMAGE, "k1");

    Caller.Answer answer = caller.create(Caller.IMAGE + " ", "k1");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("idempotency_conflict");
    assertThat(rivya.generations().count()).isEqualTo(1);
  }

  @Test
  void paysAgainForAnotherAccountAnotherKeyNoKeyOrAForgottenKey() throws Exception {
    caller.create(Caller.IMAGE, "k1");
    new Caller(rivya, "rvya_sk_b").create(Caller.IMAGE, "k1");
    caller.create(Caller.IMAGE, "k2");
    caller.create(Caller.IMAGE, null);
    caller.create(Caller.IMAGE, null);
    assertThat(rivya.generations().count()).isEqualTo(5);

    clock.forward(Duration.ofHours(24));
    caller.create(Caller.IMAGE, "k1");
    assertThat(rivya.generations().count()).isEqualTo(6);
  }

  @Test
  void refusesWhatTheWalletCannotPay() throws Exception {
    rivya.wallets().set("a", 54);

    Caller.Answer answer = caller.create("{\"model\":\"kling-2-6\",\"prompt\":\"x\"}", "k1");

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.code()).isEqualTo("insufficient_credits");
    assertThat(rivya.wallets().balance("a")).isEqualTo(54);
    rivya.wallets().set("a", 55);
    assertThat(caller.create("{\"model\":\"kling-2-6\",\"prompt\":\"x\"}", "k1").status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{\"prompt\":\"x\"}",
        "{\"model\":\"no-such-model\",\"prompt\":\"x\"}",
        "{\"model\":\"gpt-5-2-chat\",\"prompt\":\"x\"}",
        "{\"model\":\"simulated-coming-soon\",\"prompt\":\"x\"}",
        "{\"model\":\"simulated-studio-only\",\"prompt\":\"x\"}",
        "{\"model\":\"z-image\"}",
        "{\"model\":\"z-image\",\"prompt\":\" \"}",
        "{\"model\":\"z-image\",\"prompt\":7}",
        "{\"model\":\"z-image\",\"prompt\":\"x\",\"files\":[]}",
        "{\"model\":\"z-image\",\"prompt\":\"x\",\"client_request_id\":1}",
        "{\"model\":\"z-image\",\"prompt\":\"x\",\"params\":[]}",
        "{\"model\":\"z-image\",\"prompt\":\"x\",\"params\":{\"unknown\":\"1\"}}",
        "{\"model\":\"z-image\",\"prompt\":\"x\",\"params\":{\"aspect_ratio\":\"7:3\"}}",
        "{\"model\":\"kling-2-6\",\"prompt\":\"x\",\"params\":{\"duration\":5}}",
        "{\"model\":\"ideogram-v3\",\"prompt\":\"x\",\"params\":{\"seed\":\"5\"}}",
        "{\"model\":\"ideogram-v3\",\"prompt\":\"x\",\"params\":{\"seed\":-5}}",
        "{\"model\":\"ideogram-v3\",\"prompt\":\"x\",\"params\":{\"negative_prompt\":5}}",
        "{\"model\":\"elevenlabs-turbo-2-5\",\"prompt\":\"x\"}",
        "{\"model\":\"z-image\",\"prompt\":\"x\",\"params\":{\"referenceMediaItems\":[{}]}}"
      })
  void refusesWhatTheCatalogueDoesNotAllow(String body) throws Exception {
    Caller.Answer answer = caller.create(body, "k1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation_failed");
    assertThat(rivya.generations().count()).isZero();
  }

  @Test
  void refusesAPromptThatIsTooLong() throws Exception {
    String body = "{\"model\":\"z-image\",\"prompt\":\"%s\"}";

    assertThat(caller.create(body.formatted("x".repeat(1001)), null).status()).isEqualTo(400);
    assertThat(caller.create(body.formatted("x".repeat(1000)), null).status()).isEqualTo(201);
  }

  @Test
  void refusesABodyThatIsNotSaidToBeJson() throws Exception {
    Caller.Answer answer =
        caller.send(caller.api("/generations").POST(BodyPublishers.ofString(Caller.IMAGE)));

    assertThat(answer.code()).isEqualTo("validation_failed");
  }

  @Test
  void takesAModelWithoutPrompt() throws Exception {
    String body =
        "{\"model\":\"wan-2-2-animate-replace\",\"params\":{\"video_url\":\"https://x/v.mp4\","
            + "\"image_url\":\"https://x/i.png\"}}";

    assertThat(caller.create(body, null).status()).isEqualTo(201);
  }
}
