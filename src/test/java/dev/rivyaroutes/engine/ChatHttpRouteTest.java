package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.brief.again.ReplayUnderRunning;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.reload.SwitchFlows;
import dev.rivyaroutes.simulator.chat.ChatStyle;
import dev.rivyaroutes.simulator.chat.PaidTurn;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A chat flow over HTTP: whole answers, and answers while they come. */
class ChatHttpRouteTest extends EngineRouteTestBase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONG = "one two three four five six seven eight nine ten";

  private final HttpClient client = HttpClient.newHttpClient();
  @Autowired private JdbcClient jdbc;
  @Autowired private SwitchFlows switches;
  @Autowired private ReplayUnderRunning replays;

  /** An event as the caller sees it. */
  private record Event(String name, JsonNode data) {}

  @Test
  void answersWithTheWholeAndTheSameKeyWithTheSame() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = "{\"message\": \"Hello 50%% & more\", \"conversation\": \"%s\"}".formatted(key);

    HttpResponse<String> first = post("talk", key, body);
    HttpResponse<String> again = post("talk", key, body);

    JsonNode answer = JSON.readTree(first.body());
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(answer.path("answer").asText()).isEqualTo("Answer 1 to: Hello 50% & more");
    assertThat(answer.path("final_credits").asInt()).isEqualTo(2);
    assertThat(answer.path("usage").path("total_tokens").asInt()).isPositive();
    assertThat(again.body()).isEqualTo(first.body());
    String id = answer.path("id").asText();
    assertThat(turns(id)).hasSize(1);
    until(id, "done");
    assertThat(takers.of(id)).hasSize(1);
  }

  @Test
  void saysThatAFlowIsOff() throws Exception {
    HttpResponse<String> answer = post("silent-talk", "k", "{\"message\": \"Hello\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("flow-off", "disabled or stopped");
  }

  @Test
  void saysWhyAPersonHasSwitchedTheFlowOff() throws Exception {
    switches.switchOff("talk", new Order("ops", "The desk is closed"));
    try {
      HttpResponse<String> answer = post("talk", "k", "{\"message\": \"Hello\"}");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("60");
      assertThat(answer.body())
          .contains("flow-off", "Flow talk is switched off: The desk is closed.");
    } finally {
      switches.switchOn("talk", new Order("ops", null));
    }
    assertThat(post("talk", "k", "{\"message\": \"Hello\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void runsATurnAgainAtTheEndOfItsConversation() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = "{\"message\": \"Hello again\", \"conversation\": \"%s\"}".formatted(key);
    String id = JSON.readTree(post("talk", key, body).body()).path("id").asText();
    until(id, "done");

    String made = replays.replay(id, new Order("ops", null), null).jobId();

    assertThat(made).isNotEqualTo(id);
    JobDetails job = until(made, "done");
    assertThat(job.replays().of()).isEqualTo(id);
    assertThat(job.texts().prompt()).isEqualTo("Hello again");
    assertThat(job.texts().conversation()).isEqualTo(key);
    assertThat(job.texts().answerText()).isEqualTo("Answer 2 to: Hello again");
    switches.switchOff("talk", new Order("ops", null));
    try {
      assertThatThrownBy(() -> replays.replay(made, new Order("ops", null), null))
          .hasMessageContaining("No source of flow talk runs");
    } finally {
      switches.switchOn("talk", new Order("ops", null));
    }
  }

  @ParameterizedTest
  @EnumSource(ChatStyle.Shape.class)
  void passesAnAnswerOnWhileItComes(ChatStyle.Shape shape) throws Exception {
    RIVYA.chats().style(new ChatStyle(shape, Duration.ofMillis(1)));

    List<Event> events = stream("talk", "{\"message\": \"" + LONG + "\"}");

    Event last = events.get(events.size() - 1);
    assertThat(last.name()).isEqualTo("answer");
    assertThat(events.subList(0, events.size() - 1))
        .hasSizeGreaterThan(10)
        .extracting(Event::name)
        .containsOnly("delta");
    assertThat(events.stream().map(event -> event.data().path("text").asText()))
        .satisfies(
            texts ->
                assertThat(String.join("", texts)).isEqualTo(last.data().path("answer").asText()));
    String id = last.data().path("id").asText();
    JobDetails done = until(id, "done");
    assertThat(done.job().credits().settled()).isEqualByComparingTo("2");
    assertThat(last.data().path("session_id").asText()).isEqualTo(turns(id).get(0).session());
    RIVYA.chats().style(ChatStyle.DEFAULT);
  }

  @Test
  void keepsTheWholeAnswerWhenTheCallerHangsUp() throws Exception {
    RIVYA.chats().style(new ChatStyle(ChatStyle.Shape.NAMED, Duration.ofMillis(100)));
    HttpResponse<InputStream> response =
        client.send(
            request("talk", "{\"message\": \"" + LONG + "\"}")
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    String location = response.headers().firstValue("Location").orElseThrow();
    String id = location.substring(location.lastIndexOf('/') + 1);
    try (BufferedReader lines = reader(response)) {
      assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst()).isPresent();
      assertThat(job(id).job().status()).isNotEqualTo("succeeded");
    }

    JobDetails done = until(id, "done");

    assertThat(done.job().credits().settled()).isEqualByComparingTo("2");
    assertThat(done.texts().answer()).contains("Answer 1 to: " + LONG, "total_tokens");
    assertThat(turns(id)).hasSize(1);
    RIVYA.chats().style(ChatStyle.DEFAULT);
  }

  @Test
  void neverSendsAStreamAgainThatBrokeOffAndGoesOnAfterAPerson() throws Exception {
    RIVYA.trouble().add(Trouble.next(1, Operation.CHAT_STREAM, TroubleKind.TRUNCATED));
    long before = RIVYA.counters().calls(Operation.CHAT_STREAM);
    HttpResponse<InputStream> response =
        client.send(
            request("talk", "{\"message\": \"" + LONG + "\"}")
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    String location = response.headers().firstValue("Location").orElseThrow();
    String id = location.substring(location.lastIndexOf('/') + 1);

    JobDetails parked = until(id, details -> "parked".equals(details.job().state()));

    response.body().close();
    assertThat(parked.job().cause().text()).contains("not sent again automatically");
    assertThat(RIVYA.counters().calls(Operation.CHAT_STREAM) - before).isEqualTo(1);
    client.send(
        HttpRequest.newBuilder(URI.create(base() + "/api/jobs/" + id + "/replay"))
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.discarding());
    until(id, "done");
    assertThat(RIVYA.chats().all())
        .filteredOn(turn -> turn.clientRequestId().equals(id))
        .extracting(PaidTurn::idempotencyKey)
        .containsExactly(id, id + "-2");
  }

  @Test
  void reportsAFailureAsAnEventAndAsAProblem() throws Exception {
    RIVYA.trouble().add(Trouble.next(1, Operation.CHAT_STREAM, TroubleKind.STREAM_ERROR));
    BigDecimal before = spent();
    List<Event> events = stream("talk", "{\"message\": \"" + LONG + "\"}");
    assertThat(spent().subtract(before)).as("what was expected").isEqualByComparingTo("3");
    RIVYA
        .trouble()
        .add(Trouble.next(1, Operation.CHAT, TroubleKind.REFUSED).withCode("content_policy"));
    HttpResponse<String> refused =
        post("talk", UUID.randomUUID().toString(), "{\"message\": \"x\"}");

    Event last = events.get(events.size() - 1);
    assertThat(last.name()).isEqualTo("problem");
    assertThat(last.data().path("detail").asText())
        .contains("aborted the stream with an error", "does not report the cost");
    assertThat(job(last.data().path("id").asText()).job().state()).isEqualTo("failed");
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.body()).contains("content_policy");
    assertThat(spent().subtract(before)).isEqualByComparingTo("3");
  }

  @Test
  void refusesFlowsThatDoNotChatAndMessagesThatAreNone() throws Exception {
    String key = UUID.randomUUID().toString();

    HttpResponse<String> media = post("main", key, "{\"message\": \"x\"}");
    HttpResponse<String> empty = post("talk", key, "{\"message\": \" \"}");

    assertThat(media.statusCode()).isEqualTo(404);
    assertThat(media.body()).contains("No chat flow has this name", "talk, thrifty-talk");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("has no message");
  }

  @Test
  void takesTheLongestMessageAndRefusesALongerOneBeforeItIsSent() throws Exception {
    String most = "{\"message\": \"" + "ä".repeat(20_000) + "\"}";
    String more = "{\"message\": \"" + "ä".repeat(20_001) + "\"}";

    HttpResponse<String> answered = post("talk", UUID.randomUUID().toString(), most);
    HttpResponse<String> refused = post("talk", UUID.randomUUID().toString(), more);

    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("20001", "20000");
    assertThat(turns(JSON.readTree(refused.body()).path("id").asText())).isEmpty();
  }

  private BigDecimal spent() {
    return jdbc.sql("select coalesce(sum(spent), 0) from spend where flow = 'talk'")
        .query(Columns.credits())
        .single();
  }

  private String base() {
    return "http://localhost:" + port;
  }

  private HttpRequest.Builder request(String flow, String json) {
    return HttpRequest.newBuilder(URI.create(base() + "/api/flows/" + flow + "/chat"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private HttpResponse<String> post(String flow, String key, String json) throws Exception {
    return client.send(
        request(flow, json).header("Idempotency-Key", key).build(), BodyHandlers.ofString());
  }

  private List<Event> stream(String flow, String json) throws Exception {
    HttpResponse<InputStream> response =
        client.send(
            request(flow, json).header("Accept", "text/event-stream").build(),
            BodyHandlers.ofInputStream());
    List<Event> events = new ArrayList<>();
    String name = "";
    try (BufferedReader lines = reader(response)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, JSON.readTree(line.substring(6))));
        }
      }
    }
    return events;
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static List<PaidTurn> turns(String id) {
    return RIVYA.chats().all().stream().filter(turn -> id.equals(turn.idempotencyKey())).toList();
  }
}
