package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.chat.PaidTurn;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat turns as jobs, from the flow to the sinks. */
class ChatRouteTest extends EngineRouteTestBase {

  @Test
  void bringsAnAnswerToItsSinksAndPaysOnce() throws Exception {
    String id = say("talk", null, "What is 50% of\n8 & why?");

    JobDetails done = until(id, "done");

    PaidTurn paid = turns(id).get(0);
    assertThat(turns(id)).hasSize(1);
    assertThat(paid.idempotencyKey()).isEqualTo(id);
    assertThat(paid.message()).isEqualTo("What is 50% of\n8 & why?");
    assertThat(paid.body().path("enable_web_search").asBoolean()).isTrue();
    assertThat(paid.body().has("session_id")).isFalse();
    assertThat(done.timeline())
        .extracting(JobDetails.Event::state)
        .containsExactly("accepted", "delivering", "delivered", "delivered");
    assertThat(done.job().taskId()).isEqualTo(paid.id());
    assertThat(done.job().credits().reserved()).isEqualByComparingTo("3");
    assertThat(done.job().credits().settled()).isEqualByComparingTo("2");
    assertThat(done.texts().answer()).contains("\"total_tokens\"", paid.session());
    Result result = takers.of(id).get(0);
    assertThat(result.answer()).isEqualTo(paid.answer());
    Path file = FOLDER.resolve("talk").resolve(result.sourceName() + "-1.md");
    assertThat(Files.readString(file)).isEqualTo(paid.answer());
    assertThat(Files.readString(Path.of(file + ".json"))).contains("\"answer\" : \"Answer 1 to:");
  }

  @Test
  void answersTheTurnsOfAConversationInOrderAndInOneSession() throws Exception {
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    GATE.answer(
        (call, exchange) -> isChat(call) && call.text().contains("first") && !await(firstMayEnd));
    List<String> ids = new ArrayList<>();
    ids.add(say("watched-talk", "ticket-1", "first"));
    for (int i = 2; i <= 6; i++) {
      ids.add(say("watched-talk", "ticket-1", "turn " + i));
    }
    String other = say("watched-talk", "ticket-2", "another ticket");
    until(other, "done");
    until(ids.get(5), details -> details.job().cause() != null);
    assertThat(job(ids.get(5)).job().cause().text()).contains("earlier turn");

    firstMayEnd.countDown();

    ids.forEach(id -> until(id, "done"));
    List<PaidTurn> paid =
        RIVYA.chats().all().stream().filter(turn -> ids.contains(turn.idempotencyKey())).toList();
    assertThat(paid).extracting(PaidTurn::idempotencyKey).containsExactlyElementsOf(ids);
    assertThat(paid).extracting(PaidTurn::session).containsOnly(paid.get(0).session());
    assertThat(paid.get(5).answer()).isEqualTo("Answer 6 to: turn 6");
    assertThat(turns(other).get(0).session()).isNotEqualTo(paid.get(0).session());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "html", "noMessage"})
  void sendsTheSameBytesUnderTheSameKeyWhenTheAnswerNeverCame(String kind) {
    AtomicInteger calls = new AtomicInteger();
    GATE.answer(
        (call, exchange) -> {
          if (!isChat(call) || calls.incrementAndGet() > 2) {
            return false;
          }
          GATE.forward(call);
          return switch (kind) {
            case "html" -> Gate.send(exchange, 504, "<html>", "Content-Type", "text/html");
            case "noMessage" -> Gate.send(exchange, 200, "{\"id\":\"chatcmpl_1\"}");
            default -> true;
          };
        });

    String id = say("watched-talk", "lost-" + kind, "Lost – 50% & more");

    until(id, "done");
    assertThat(turns(id)).hasSize(1);
    List<Call> sent =
        GATE.calls.stream().filter(call -> id.equals(call.header("Idempotency-Key"))).toList();
    assertThat(sent).hasSize(3);
    assertThat(sent).extracting(Call::text).containsOnly(sent.get(0).text());
    assertThat(takers.of(id)).hasSize(1);
  }

  @Test
  void beginsANewSessionWhenRivyaNoLongerTakesTheOldOneAndSaysSo() {
    String first = say("talk", "forgotten", "Remember 7");
    until(first, "done");
    RIVYA.chats().forget(turns(first).get(0).session());

    RIVYA
        .trouble()
        .add(
            dev.rivyaroutes.simulator.trouble.Trouble.next(
                1, Operation.CHAT, TroubleKind.RATE_LIMITED));

    String second = say("talk", "forgotten", "What was it?");

    assertThat(causes(until(second, "done")))
        .hasSize(2)
        .last()
        .asString()
        .contains("A new session starts without the earlier messages.");
    assertThat(turns(second)).hasSize(1);
    assertThat(turns(second).get(0).session()).isNotEqualTo(turns(first).get(0).session());
    String third = say("talk", "forgotten", "And now?");
    until(third, "done");
    assertThat(turns(third).get(0).session()).isEqualTo(turns(second).get(0).session());
  }

  @Test
  void leavesASessionConflictToAPersonWhenAnEarlierSendMayHaveTakenEffect() {
    String first = say("watched-talk", "doubt", "Hello");
    until(first, "done");
    AtomicInteger calls = new AtomicInteger();
    GATE.answer(
        (call, exchange) -> {
          if (!isChat(call)) {
            return false;
          }
          if (calls.incrementAndGet() == 1) {
            GATE.forward(call);
            return true;
          }
          return Gate.send(
              exchange, 409, "{\"error\":{\"code\":\"chat_session_conflict\",\"message\":\"x\"}}");
        });

    String id = say("watched-talk", "doubt", "Are you there?");

    assertThat(until(id, "parked").job().cause().trouble()).isEqualTo(Trouble.UNKNOWN);
    assertThat(turns(id)).hasSize(1);
    String next = say("watched-talk", "doubt", "Hello?");
    until(next, details -> details.job().cause() != null);
    assertThat(turns(next)).isEmpty();
  }

  @Test
  void sendsImagesAsAttachmentsAndUploadsThemOnce() {
    byte[] photo = TestImages.png(905);
    long before = RIVYA.counters().calls(Operation.UPLOAD);

    String first = accept("talk", inline("What is this?", photo));
    until(first, "done");
    String second = accept("talk", inline("And this?", photo));
    until(second, "done");

    JsonNode attachments = turns(first).get(0).body().path("attachments");
    assertThat(attachments).hasSize(1);
    assertThat(RIVYA.files().all())
        .anyMatch(file -> file.id().equals(attachments.path(0).path("file_id").asText()));
    assertThat(turns(second).get(0).body().path("attachments")).isEqualTo(attachments);
    assertThat(RIVYA.counters().calls(Operation.UPLOAD) - before).isEqualTo(1);
  }

  @Test
  void takesADocumentWithMessageConversationAndParameters() {
    String id =
        accept(
            "talk",
            """
            {"message": "Think", "conversation": 4711, "reasoning_effort": "high",
             "enable_web_search": false, "client_request_id": "erp-1"}
            """);

    until(id, "done");
    PaidTurn paid = turns(id).get(0);
    assertThat(paid.message()).isEqualTo("Think");
    assertThat(paid.body().path("reasoning_effort").asText()).isEqualTo("high");
    assertThat(paid.body().path("enable_web_search").asBoolean()).isFalse();
    assertThat(paid.clientRequestId()).isEqualTo("erp-1");
    String next = accept("talk", "{\"message\": \"Go on\", \"conversation\": \"4711\"}");
    until(next, "done");
    assertThat(turns(next).get(0).session()).isEqualTo(paid.session());
    String ofTheFlow = say("talk", "4711", "Go on");
    until(ofTheFlow, "done");
    assertThat(turns(ofTheFlow).get(0).session()).isNotEqualTo(paid.session());
  }

  @Test
  void refusesTheWrongKindOfModelWithTheRightKamelet() {
    // The catalogue is known once a job is done.
    until(say("talk", null, "Hello"), "done");
    until(accept("main", "A house"), "done");

    String media = accept("talk", "{\"message\": \"Paint\", \"model\": \"z-image\"}");
    String chat = accept("main", "{\"prompt\": \"Talk\", \"model\": \"gpt-5-2-chat\"}");

    assertThat(job(media).job().cause().text()).contains("z-image", "rivya-generation-sink");
    assertThat(job(chat).job().cause().text()).contains("gpt-5-2-chat", "rivya-chat-sink");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\": \" \"}",
        "{\"message\": \"a\", \"prompt\": \"b\"}",
        "{\"message\": \"a\", \"conversation\": [1]}",
        "{\"message\": \"a\", \"enable_web_search\": \"true\"}",
        "{\"message\": \"a\", \"reasoning_effort\": \"max\"}",
        "{\"message\": \"a\", \"params\": {\"temperature\": 1}}",
      })
  void refusesATurnThatCannotBeSent(String brief) {
    String id = accept("talk", brief);

    assertThat(job(id).job().state()).isEqualTo("failed");
    assertThat(turns(id)).isEmpty();
  }

  @Test
  void failsATurnThatRivyaRefusesAndGoesOnWithTheNext() {
    RIVYA
        .trouble()
        .add(
            dev.rivyaroutes.simulator.trouble.Trouble.next(1, Operation.CHAT, TroubleKind.REFUSED)
                .withCode("content_policy"));
    String refused = say("talk", "strict", "Something bad");
    until(refused, "failed");

    String next = say("talk", "strict", "Something good");

    until(next, "done");
    assertThat(job(refused).job().cause().text()).contains("content_policy");
    eventually(() -> assertThat(takers.of(refused)).hasSize(1));
  }

  @Test
  void answersAtOnceInARouteOfAUser() {
    Exchange done =
        producer.send(
            "kamelet:rivya-chat-action?account=main",
            exchange ->
                exchange
                    .getMessage()
                    .setBody(Map.of("model", "gpt-5-2-chat", "message", "At once & 50%")));

    assertThat(done.getException()).isNull();
    JsonNode answer = done.getMessage().getBody(JsonNode.class);
    assertThat(answer.path("message").path("content").asText())
        .isEqualTo("Answer 1 to: At once & 50%");
    assertThat(answer.path("session_id").asText()).startsWith("session_");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "\n\t"})
  void refusesATurnWhoseFlowSetsTheConversationToNothing(String ticket) {
    Acceptance refused = sayOfTicket(ticket);

    assertThat(refused.outcome()).isEqualTo(Acceptance.Outcome.REFUSED);
    assertThat(refused.problem()).startsWith("The flow sets the variable conversation, but it is");
    assertThat(turns(refused.jobId())).isEmpty();
  }

  @Test
  void takesTheConversationThatTheFlowSets() {
    String first = sayOfTicket("ticket-9").jobId();
    String second = sayOfTicket("ticket-9").jobId();

    until(second, details -> !turns(second).isEmpty());

    assertThat(turns(second).get(0).session()).isEqualTo(turns(first).get(0).session());
  }

  private Acceptance sayOfTicket(String ticket) {
    Exchange done =
        producer.send(
            "direct:tickets",
            exchange -> {
              String source = "chat-" + UUID.randomUUID();
              exchange.setVariable(Variables.SOURCE_ID, source);
              exchange.setVariable(Variables.SOURCE_NAME, source);
              exchange.setVariable("ticket", ticket);
              exchange.getMessage().setBody("Where is it?");
            });
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(Acceptance.class);
  }

  private String say(String flow, String conversation, String message) {
    Exchange done =
        producer.send(
            "direct:" + flow,
            exchange -> {
              String source = "chat-" + UUID.randomUUID();
              exchange.setVariable(Variables.SOURCE_ID, source);
              exchange.setVariable(Variables.SOURCE_NAME, source);
              exchange.setVariable(Variables.CONVERSATION, conversation);
              exchange.getMessage().setBody(message);
            });
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(Acceptance.class).jobId();
  }

  private static List<PaidTurn> turns(String id) {
    return RIVYA.chats().all().stream().filter(turn -> id.equals(turn.idempotencyKey())).toList();
  }

  private static boolean isChat(Call call) {
    return call.path().equals("/api/v1/chat/completions");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
