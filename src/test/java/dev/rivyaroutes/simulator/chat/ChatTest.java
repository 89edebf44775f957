package dev.rivyaroutes.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChatTest {

  private static final String HELLO = "{\"model\":\"gpt-5-2-chat\",\"message\":\"Hello there\"}";

  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withClock(new SettableClock())
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
    Caller.Answer answer = ask(caller, "completions", HELLO, "k1");

    JsonNode json = answer.json();
    assertThat(answer.text())
        .isEqualTo(
            ("{\"id\":\"%1$s\",\"object\":\"chat.completion\",\"session_id\":\"%2$s\","
                    + "\"model\":\"gpt-5-2-chat\",\"created_at\":\"2026-05-11T00:00:00.000Z\","
                    + "\"message\":{\"id\":\"message_%1$s\",\"role\":\"assistant\","
                    + "\"content\":\"Answer 1 to: Hello there\"},\"usage\":{\"input_tokens\":12,"
                    + "\"output_tokens\":11,\"total_tokens\":23},"
                    + "\"credits\":{\"reserved\":3,\"final\":2}}")
                .formatted(json.path("id").asText(), json.path("session_id").asText()));
    assertThat(rivya.wallets().balance("a")).isEqualTo(98);
  }

  @Test
  void paysOnceForTheSameKeyAndRefusesAnotherBodyUnderIt() throws Exception {
    String first = ask(caller, "completions", HELLO, "k1").text();

    assertThat(ask(caller, "completions", HELLO, "k1").text()).isEqualTo(first);
    assertThat(ask(caller, "completions/stream", HELLO, "k1").text()).contains(first);
    assertThat(ask(caller, "completions", HELLO + " ", "k1").code())
        .isEqualTo("idempotency_conflict");
    assertThat(rivya.chats().all()).hasSize(1);
    assertThat(rivya.counters().replays()).isEqualTo(2);
  }

  @Test
  void goesOnWithASessionOfTheSameAccountAndModelOnly() throws Exception {
    String session = ask(caller, "completions", HELLO, null).json().path("session_id").asText();
    String next = "{\"model\":\"%s\",\"message\":\"And now?\",\"session_id\":\"" + session + "\"}";

    JsonNode second = ask(caller, "completions", next.formatted("gpt-5-2-chat"), null).json();
    assertThat(second.path("session_id").asText()).isEqualTo(session);
    assertThat(second.path("message").path("content").asText()).isEqualTo("Answer 2 to: And now?");
    Caller other = new Caller(rivya, "rvya_sk_b");
    for (Caller.Answer conflict :
        new Caller.Answer[] {
          ask(caller, "completions", next.formatted("gemini-2-5-flash-chat"), null),
          ask(other, "completions", next.formatted("gpt-5-2-chat"), null)
        }) {
      assertThat(conflict.status()).isEqualTo(409);
      assertThat(conflict.code()).isEqualTo("chat_session_conflict");
    }
    rivya.chats().forget(session);
    assertThat(ask(caller, "completions", next.formatted("gpt-5-2-chat"), null).code())
        .isEqualTo("chat_session_conflict");
    assertThat(rivya.chats().all()).hasSize(2);
  }

  @Test
  void listsAndShowsTheSessionsOfTheAccount() throws Exception {
    String session = ask(caller, "completions", HELLO, null).json().path("session_id").asText();

    JsonNode list = caller.send(caller.api("/chat/sessions")).json();
    assertThat(list.path("data").findValuesAsText("id")).containsExactly(session);
    JsonNode shown = caller.send(caller.api("/chat/sessions/" + session)).json();
    assertThat(shown.path("messages").findValuesAsText("content"))
        .containsExactly("Hello there", "Answer 1 to: Hello there");
    Caller other = new Caller(rivya, "rvya_sk_b");
    assertThat(other.send(other.api("/chat/sessions")).json().path("data")).isEmpty();
    assertThat(other.send(other.api("/chat/sessions/" + session)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"z-image\",\"message\":\"x\"}|chat_model_not_supported",
        "{\"message\":\"x\"}|chat_model_not_supported",
        "{\"model\":\"gpt-5-2-chat\"}|validation_failed",
        "{\"model\":\"gpt-5-2-chat\",\"message\":\"x\",\"messages\":[]}|validation_failed",
        "{\"model\":\"gpt-5-2-chat\",\"message\":\"x\",\"enable_web_search\":\"true\"}|validation_failed",
        "{\"model\":\"gpt-5-2-chat\",\"message\":\"x\",\"reasoning_effort\":\"max\"}|validation_failed",
        "{\"model\":\"gpt-5-2-chat\",\"message\":\"x\",\"attachments\":[{\"url\":\"https://x/a.png\"}]}"
            + "|chat_attachment_not_supported"
      })
  void refusesWhatTheContractDoesNotAllow(String body, String code) throws Exception {
    Caller.Answer answer = ask(caller, "completions", body, "k");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(rivya.chats().all()).isEmpty();
  }

  @Test
  void refusesWhatTheWalletCannotPay() throws Exception {
    rivya.wallets().set("a", 2);

    assertThat(ask(caller, "completions", HELLO, "k").code()).isEqualTo("insufficient_credits");
    assertThat(rivya.chats().all()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ChatStyle.Shape.class)
  void streamsTheAnswerInEveryShape(ChatStyle.Shape shape) throws Exception {
    rivya.chats().style(new ChatStyle(shape, Duration.ofMillis(1)));

    Caller.Answer answer = ask(caller, "completions/stream", HELLO, "k");

    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    assertThat(answer.text())
        .contains(rivya.chats().all().get(0).completion().toString())
        .contains(
            switch (shape) {
              case DELTAS -> "{\"delta\":{\"content\":\"there\"}}";
              case NAMED -> ": ping\n\nevent: message.delta\ndata: {\"delta\":\"there\"}\n\n";
              case PLAIN -> "id: 7\r\ndata: {\r\ndata: \"text\": \"there\"}\r\n\r\n";
            });
    assertThat(answer.text().contains("data: [DONE]\n\n"))
        .isEqualTo(shape == ChatStyle.Shape.DELTAS);
  }

  @Test
  void breaksAPaidStreamOffWithAnError() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.CHAT_STREAM, TroubleKind.STREAM_ERROR));

    String text = ask(caller, "completions/stream", HELLO, "k").text();

    assertThat(text).contains("\"Answer \"", "\"error\":{\"code\":\"generation_failed\"");
    assertThat(text).doesNotContain("\"there\"", "\"usage\"");
    assertThat(rivya.wallets().balance("a")).isEqualTo(98);
  }

  @Test
  void breaksAStreamOffInItsMiddle() {
    rivya.trouble().add(Trouble.next(1, Operation.CHAT_STREAM, TroubleKind.TRUNCATED));

    assertThatThrownBy(() -> ask(caller, "completions/stream", HELLO, "k"))
        .isInstanceOf(IOException.class);
    assertThat(rivya.chats().all()).hasSize(1);
  }

  @Test
  void changesItsStyleAndShowsPaidTurnsOverHttp() throws Exception {
    caller.control("PUT", "chat", "{\"shape\":\"named\",\"pause_ms\":1}");
    assertThat(ask(caller, "completions/stream", HELLO, "k").text()).contains("message.completed");

    JsonNode books = caller.get("/_simulator/chat").json();
    assertThat(books.path("shape").asText()).isEqualTo("named");
    assertThat(books.path("data").findValuesAsText("idempotency_key")).containsExactly("k");
    assertThat(caller.control("PUT", "chat", "{\"shape\":\"odd\"}").text()).contains("deltas");
    caller.control("POST", "reset", "");
    assertThat(caller.get("/_simulator/chat").json().path("data")).isEmpty();
  }

  private static Caller.Answer ask(Caller caller, String call, String body, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        caller
            .api("/chat/" + call)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return caller.send(key == null ? request : request.header("Idempotency-Key", key));
  }
}
