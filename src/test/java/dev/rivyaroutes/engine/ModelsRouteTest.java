package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.check.flows.RunningTexts;
import dev.rivyaroutes.engine.flow.CheckFlows;
import dev.rivyaroutes.engine.flow.Flows;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogues;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The model catalogue: kept while Rivya does not answer, and what becomes of jobs when it changes.
 */
class ModelsRouteTest extends EngineRouteTestBase {

  private static final String FADING = "ideogram-v3";
  private static final String FADING_TALK = "gemini-2-5-flash-chat";

  private final HttpClient client = HttpClient.newHttpClient();
  @Autowired Catalogues catalogues;
  @Autowired Flows flows;
  @Autowired Budgets budgets;
  @Autowired JdbcTemplate jdbc;
  @Autowired Environment environment;

  @AfterEach
  void allModelsAreBack() throws Exception {
    RIVYA.trouble().clear();
    RIVYA.models().reset();
    refresh();
  }

  @Test
  void asksAgainAfterAnHourAndKeepsTheLastAnswerInTrouble() throws Exception {
    RIVYA.trouble().add(Trouble.always(Operation.MODELS, TroubleKind.SERVER_ERROR));
    CLOCK.forward(Duration.ofMinutes(61));

    fire("main");

    eventually(() -> assertThat(kept().reads().cause()).contains("HTTP 500"));
    assertRefuses(
        "{\"prompt\": \"A house\", \"model\": \"nano-banan\"}", "did you mean nano-banana");
    RIVYA.trouble().clear();
    CLOCK.forward(Duration.ofMinutes(2));

    fire("main");

    eventually(() -> assertThat(kept().reads().cause()).isNull());
    assertThat(kept().reads().dueAt()).isAfter(CLOCK.instant().plus(Duration.ofMinutes(50)));
  }

  @Test
  void refusesParametersThatTheModelDoesNotTake() {
    assertRefuses(
        "{\"prompt\": \"A house\", \"params\": {\"aspect_ration\": \"1:1\"}}",
        "no parameter \"aspect_ration\"; did you mean aspect_ratio?");
    assertRefuses(
        "{\"prompt\": \"A house\", \"params\": {\"google_search\": true}}",
        "Write it in quotes: \"true\"");
    until(accept("main", "{\"prompt\": \"A\", \"params\": {\"aspect_ratio\": \"1:1\"}}"), "done");
  }

  @Test
  void parksTheJobsOfAModelThatIsGoneUntilItIsBack() throws Exception {
    until(accept("fading", "A house before"), "done");
    RIVYA.models().remove(List.of(FADING));
    refresh();

    String id = accept("fading", "A house meanwhile");

    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().trouble().word()).isEqualTo("model");
    assertThat(parked.job().cause().code()).isEqualTo("model_unavailable");
    assertThat(parked.job().cause().text())
        .contains(
            "Flow fading waits",
            FADING,
            "gone from the list",
            "continues automatically",
            "nano-banana-pro")
        .doesNotContain("kling", "simulated");
    until(accept("main", "A house of another model"), "done");
    refresh();
    JsonNode shown = shown(FADING);
    assertThat(shown.path("status").asText()).isEqualTo("gone");
    assertThat(shown.path("flows").path(0).asText()).isEqualTo("fading");
    assertThat(shown.path("waiting_jobs").asInt()).isEqualTo(1);
    assertThat(shown.path("candidates").path(0).asText()).isEqualTo("nano-banana-pro");
    assertThat(shown.path("text").asText()).contains("nano-banana-pro");
    assertThat(get("/api/jobs/" + id).path("cause").path("code").asText())
        .isEqualTo("model_unavailable");
    assertThat(paid(id)).isEmpty();

    RIVYA.models().reset();
    refresh();

    assertThat(causes(until(id, "done"))).hasSize(1);
    assertThat(paid(id)).hasSize(1);
    assertThat(shown(FADING).path("status").asText()).isEqualTo("available");
  }

  @Test
  void parksJobsThatRivyaRefusesBeforeTheListShowsThatTheirModelIsGone() throws Exception {
    refresh();
    CLOCK.forward(Duration.ofSeconds(6));
    long version = kept().version();
    RIVYA.models().remove(List.of(FADING, FADING_TALK));

    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(accept("fading", "House " + i));
    }
    ids.add(accept("fading-talk", "{\"message\": \"One\", \"conversation\": \"t-2\"}"));

    for (String id : ids) {
      assertThat(until(id, "parked").job().cause().code()).isEqualTo("model_unavailable");
    }
    assertThat(kept().version()).as("one claim and its answer").isEqualTo(version + 2);
    RIVYA.models().reset();
    refresh();
    for (String id : ids) {
      until(id, "done");
    }
    assertThat(paid(ids.get(0))).hasSize(1);
  }

  @Test
  void sendsTheSameBytesAgainWhenAnEarlierSendOfTheRefusedJobIsInDoubt() throws Exception {
    CLOCK.forward(Duration.ofSeconds(6));
    int before = GATE.calls.size();
    AtomicBoolean first = new AtomicBoolean(true);
    GATE.answer(
        (call, exchange) -> {
          if (!isCreate(call) || !first.compareAndSet(true, false)) {
            return false;
          }
          RIVYA.models().remove(List.of("nano-banana-2"));
          return Gate.send(exchange, 502, "");
        });
    String id = accept("watched", "A house");
    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().code()).isEqualTo("model_unavailable");

    RIVYA.models().reset();
    refresh("watched", GATE.baseUri());

    until(id, "done");
    List<Call> creates =
        GATE.calls.subList(before, GATE.calls.size()).stream()
            .filter(ModelsRouteTest::isCreate)
            .toList();
    assertThat(creates).hasSizeGreaterThan(2);
    assertThat(creates).extracting(Call::text).containsOnly(creates.get(0).text());
    assertThat(creates).extracting(call -> call.header("Idempotency-Key")).containsOnly(id);
    assertThat(paid(id)).hasSize(1);
  }

  private static boolean isCreate(Call call) {
    return call.method().equals("POST") && call.path().equals("/api/v1/generations");
  }

  @Test
  void letsJobsGoOnThatWaitForTheirPrice() throws Exception {
    budgets.set(Scope.FLOW, "fading", BigDecimal.ONE, BigDecimal.ZERO, "rivya.fading");
    String id = accept("fading", "A house beyond its cap");
    until(id, "parked");
    jdbc.update(
        "update job set code = 'price_unknown', due_at = ? where id = ?",
        CLOCK.instant().plus(Duration.ofDays(9)).atOffset(ZoneOffset.UTC),
        id);
    budgets.set(Scope.FLOW, "fading", BigDecimal.ZERO, BigDecimal.ZERO, "rivya.fading");

    refresh();

    until(id, "done");
  }

  @Test
  void completesJobsThatRivyaHas() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(5)));
    String id = accept("fading", "A house that is paid for");
    until(id, "waiting");
    RIVYA.models().merge(item(FADING).put("api_status", "studio_only"));
    refresh();
    assertThat(shown(FADING).path("status").asText()).isEqualTo("studio_only");

    CLOCK.forward(Duration.ofHours(5));

    asTimeGoesOn(() -> assertThat(job(id).job().state()).isEqualTo("done"));
  }

  @Test
  void parksChatTurnsToo() throws Exception {
    RIVYA.models().merge(item(FADING_TALK).put("api_status", "coming_soon"));
    refresh();

    String first = accept("fading-talk", "{\"message\": \"One\", \"conversation\": \"t-1\"}");
    String second = accept("fading-talk", "{\"message\": \"Two\", \"conversation\": \"t-1\"}");

    assertThat(until(first, "parked").job().cause().text()).contains("it is coming_soon");
    until(second, "parked");
    RIVYA.models().reset();
    refresh();
    until(first, "done");
    until(second, "done");
  }

  @Test
  void saysEachChangeOnce() throws Exception {
    try (LogLines lines = LogLines.of(CheckFlows.class)) {
      RIVYA.models().remove(List.of(FADING));
      refresh();
      refresh();
      RIVYA.models().reset();
      refresh();

      eventually(
          () ->
              assertThat(lines.all())
                  .filteredOn(line -> line.contains("Flow fading "))
                  .satisfiesExactly(
                      line ->
                          assertThat(line).startsWith("WARN").contains(FADING, "nano-banana-pro"),
                      line -> assertThat(line).startsWith("INFO")));
    }
  }

  /** The file itself is not loaded where its models were known before it. */
  @Test
  void saysWhereAFlowSetsAParameterThatItsModelDoesNotTake() {
    flows.declare(FlowTarget.generation("odd", "nano-banana-2", "main"));
    try (LogLines lines = LogLines.of(CheckFlows.class)) {
      new CheckFlows(
              flows,
              catalogue,
              environment,
              new StaticListableBeanFactory().getBeanProvider(RunningTexts.class))
          .check("main");

      assertThat(lines.all())
          .filteredOn(line -> line.contains("odd.camel.yaml:12: Flow odd is misconfigured"))
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line).startsWith("ERROR").contains("resolution", "\"8K\"", "\"4K\""));
    }
  }

  @Test
  void asksForTheModelsOfAnAccountThatNoFlowNamesWhenAPersonDoes() throws Exception {
    URI spare = URI.create("http://localhost:" + RIVYA.baseUri().getPort());
    refresh();
    fire("spare");
    refresh();
    assertThat(catalogues.find(spare.toString())).isEmpty();

    assertThat(get("/api/models?account=spare").path("models")).isNotEmpty();

    assertThat(kept(spare).reads().dueAt()).isAfter(CLOCK.instant().plus(Duration.ofMinutes(50)));
  }

  @Test
  void asksForTheAccountWhereThereAreSeveral() throws Exception {
    assertThat(get("/api/models").path("detail").asText()).contains("?account=", "main", "watched");
    assertThat(get("/api/models?account=nobody").path("status").asInt()).isEqualTo(404);
    JsonNode all = get("/api/models?account=main");
    assertThat(all.path("told_at").asText()).startsWith("20");
    assertThat(all.path("age_seconds").isNumber()).isTrue();
    JsonNode model = shown("nano-banana-2");
    assertThat(model.path("name").asText()).isNotBlank();
    assertThat(model.path("base_credits").asInt()).isEqualTo(5);
    assertThat(model.path("params").path(0).path("key").asText()).isEqualTo("aspect_ratio");
    assertThat(model.path("references").path("max_files").asInt()).isEqualTo(14);
    assertThat(model.path("prompt_limit").asInt()).isEqualTo(20_000);
  }

  private static ObjectNode item(String id) {
    return new ObjectMapper().createObjectNode().put("id", id);
  }

  private JsonNode shown(String id) throws Exception {
    return StreamSupport.stream(get("/api/models?account=main").path("models").spliterator(), false)
        .filter(model -> model.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return new ObjectMapper()
        .readTree(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }

  private Catalogue kept() {
    return kept(RIVYA.baseUri());
  }

  private Catalogue kept(URI rivya) {
    return catalogues.find(rivya.toString()).orElseThrow();
  }

  /** Asks Rivya anew, and waits for the answer. */
  private void refresh() throws Exception {
    refresh("main", RIVYA.baseUri());
  }

  private void refresh(String account, URI rivya) throws Exception {
    CLOCK.forward(Duration.ofMinutes(61));
    Instant asked = CLOCK.instant();
    fire(account);
    eventually(() -> assertThat(kept(rivya).reads().fetchedAt()).isAfterOrEqualTo(asked));
    eventually(() -> assertThat(catalogue.revision(account)).isEqualTo(kept(rivya).revision()));
  }

  /** The consumer starts anew, and claims at once. */
  private void fire(String account) throws Exception {
    camel.getRouteController().stopRoute("refresh-models");
    camel.getRouteController().startRoute("refresh-models");
  }

  private void assertRefuses(String brief, String words) {
    String id = accept("main", brief);
    assertThat(job(id).job().state()).isEqualTo("failed");
    assertThat(job(id).job().cause().text()).contains(words);
    assertThat(paid(id)).isEmpty();
  }
}
