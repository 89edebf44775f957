package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jsoup.Connection;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** Uses the console of the whole program as people do, by its links and forms. */
class ConsoleRouteTest extends ConsoleTestBase {
  @Autowired private Changes changes;
  @Autowired private JdbcTemplate jdbc;

  @Test
  void leadsFromTheOverviewToAJobAndItsPicture() throws Exception {
    String word = "w" + UUID.randomUUID();
    String id = finished("A poster with " + word);
    Person ops = person("ops");

    assertThat(ops.page.title()).isEqualTo("Overview – Rivya Routes");
    assertThat(ops.page.select(".cards > li").text())
        .contains("posters http → nano-banana-2 of studio → log");
    FormElement search = ops.page.expectForm("form.search");
    search.expectFirst("input").val("flow:posters " + word);
    ops.submit(search);
    assertThat(ops.page.select("tbody tr")).hasSize(1);
    ops.open(ops.page.expectFirst("tbody th a").attr("href"));
    assertThat(ops.text()).contains("A poster with " + word, id, "done", "delivered");
    String picture = ops.page.expectFirst("figure img").absUrl("src");
    Connection.Response image = ops.session.newRequest(picture).ignoreContentType(true).execute();
    assertThat(image.contentType()).isEqualTo("image/png");
    assertThat(image.bodyAsBytes()).hasSizeGreaterThan(500);
  }

  @Test
  void takesTheOrdersOfAnOperator() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String id = brief("A slow poster");
    awaitState(id, "waiting");
    Person ops = person("ops").open("/console/jobs/" + id);

    ops.press("Cancel the job");

    assertThat(ops.answer.statusCode()).isEqualTo(200);
    assertThat(ops.answer.url().getPath()).isEqualTo("/console/jobs/" + id);
    assertThat(ops.text())
        .contains("Cancelled by ops (tried by a test).", "is paid for all the same");
    assertThat(ops.page.select("button").eachText()).doesNotContain("Run again");
  }

  @Test
  void leadsFromATroubleToTheJobAndItsReplay() throws Exception {
    RIVYA
        .trouble()
        .add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK).withCode("odd_${7*7}&\"é"));
    String id = brief("A poster that fails");
    awaitState(id, "failed");
    Person ops = person("ops");
    Element trouble =
        ops.page.select(".troubles li").stream()
            .filter(one -> one.text().contains("The generation failed at Rivya"))
            .findFirst()
            .orElseThrow();
    ops.open(trouble.expectFirst("a").attr("href"));
    ops.open(ops.page.expectFirst("tbody th a[href$=" + id + "]").attr("href"));

    ops.press("Run again");

    assertThat(ops.text()).contains("Replayed by ops (tried by a test).");
    awaitState(id, "done");
    ops.open("/console/jobs/" + id).press("Deliver to all sinks");
    assertThat(ops.text()).contains("Delivering again to log; nothing is paid.");
    awaitState(id, "done");
  }

  @Test
  void comparesVersionsOfAFlowBeforeOneOfThemIsOrdered() throws Exception {
    String compare = "Compare with the version that runs now";
    String id = finished("A poster of before");
    Person ops = person("ops").open("/console/jobs/" + id);
    assertThat(ops.page.select("button").eachText()).doesNotContain(compare);
    jdbc.update("update job set flow_version = 'V0', model = 'nano-banana' where id = ?", id);

    ops.open("/console/jobs/" + id).press(compare);

    assertThat(ops.answer.statusCode()).as(ops.text()).isEqualTo(200);
    assertThat(ops.text())
        .contains("V0", "model differs nano-banana nano-banana-2", "This job stays as it is.");
    ops.press("Run under the version that runs now");
    String made = ops.answer.url().getPath().replaceFirst(".*/", "");
    assertThat(made).isNotEqualTo(id);
    assertThat(ops.text()).contains("Replay of " + id, "ordered by ops (tried by a test).");
    ops.open("/console/jobs/" + id);
    assertThat(ops.text()).contains("Replayed as " + made, "another one runs now");
    ops.press(compare).press("Run under the version that runs now");
    assertThat(ops.answer.url().getPath()).as("the same order").endsWith(made);
    awaitState(made, "done");
  }

  @Test
  void saysWhyAnOrderIsRefusedAndChangesNothing() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String id = brief("A slow poster");
    awaitState(id, "waiting");
    Person first = person("ops").open("/console/jobs/" + id);
    Person second = person("ops").open("/console/jobs/" + id);
    first.press("Cancel the job");

    second.press("Cancel the job");

    assertThat(second.answer.statusCode()).isEqualTo(409);
    assertThat(second.page.expectFirst("[role=alert]").text())
        .isEqualTo("The job is already cancelled.");
  }

  @Test
  void showsWhoOrderedWhatAndWhatCameOfIt() throws Exception {
    String id = finished("A poster of the audit");
    Person ops = person("ops").open("/console/jobs/" + id).press("Deliver to all sinks");
    awaitState(id, "done");
    api("POST", "/api/jobs/" + id + "/cancel", "{\"reason\":\"too late\"}");

    ops.open("/console/jobs/" + id);
    ops.open(ops.page.expectFirst("main a[href*=/console/audit]").attr("href"));

    assertThat(ops.page.select("tbody tr").eachText())
        .satisfiesExactly(
            refused ->
                assertThat(refused)
                    .startsWith("refused cancel job " + id + " erp operator, by token too late")
                    .contains("so it cannot be cancelled"),
            done ->
                assertThat(done)
                    .startsWith("done redeliver job " + id + " ops operator, by password")
                    .contains("tried by a test", "nothing is paid"));
    FormElement filter = ops.page.expectForm("form.filter");
    filter.expectFirst("[name=by]").val("erp");
    ops.submit(filter);
    assertThat(ops.page.select("tbody tr")).hasSize(1);
    assertThat(ops.answer.url().getQuery()).contains("by=erp", "thing=" + id);
    assertThat(api("GET", "/api/audit?outcome=done&thing=" + id, null).path("orders"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("by").asText()).isEqualTo("ops"));
    assertThat(ops.open("/console/audit?since=soon").page.expectFirst("[role=alert]").text())
        .contains("must be followed by a time span");
  }

  @Test
  void showsABulkOrderBeforeItBeginsAndCarriesItOut() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String word = "b" + UUID.randomUUID();
    String one = brief("First of " + word);
    String two = brief("Second of " + word);
    awaitState(one, "waiting");
    awaitState(two, "waiting");
    Person ops = person("ops").open("/console/jobs?q=" + word);
    ops.open(ops.page.expectFirst("main a[href*=/console/bulk-orders]").attr("href"));
    FormElement form = ops.page.expectForm("form[action=/console/bulk-orders]");
    assertThat(form.expectFirst("[name=q]").val()).isEqualTo(word);
    ops.submit(form);
    assertThat(ops.answer.statusCode()).isEqualTo(400);
    assertThat(ops.page.expectFirst("[role=alert]").text()).contains("The field name must have");
    form = ops.page.expectForm("form[action=/console/bulk-orders]");
    form.expectFirst("[name=name]").val(word);
    form.expectFirst("[name=reason]").val("wrong prompts");
    form.expectFirst("option[value=cancel]").attr("selected", true);
    form.select("option[value=replay]").removeAttr("selected");

    ops.submit(form);

    assertThat(ops.text())
        .contains("planned", "2 jobs will be ordered, 0 will not.", "It costs no credits.");
    assertThat(api("GET", "/api/jobs/" + one, null).path("state").asText()).isEqualTo("waiting");
    Person wall = person("wall").open(ops.answer.url().getPath());
    assertThat(wall.text()).contains("2 jobs will be ordered");
    assertThat(wall.page.select("main form")).isEmpty();
    ops.press("Start it");
    awaitState(one, "cancelled");
    awaitState(two, "cancelled");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ops.open(ops.answer.url().getPath()).text().contains("finished"));
    assertThat(ops.page.select("main form")).isEmpty();
    assertThat(api("GET", "/api/jobs/" + one, null).path("cause").path("text").asText())
        .startsWith("Cancelled by ops (bulk order " + word + ": wrong prompts).");
    ops.open(ops.page.expectFirst("main a[href*=bulk=]").attr("href"));
    assertThat(ops.page.select("tbody tr")).hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithAFormOfABulkOrder() throws Exception {
    Person ops = person("ops").open("/console/bulk-orders");
    FormElement form = ops.page.expectForm("form[action=/console/bulk-orders]");
    form.select("input:not([type=hidden]), select").remove();
    ops.submit(form);
    assertThat(ops.answer.statusCode()).isEqualTo(400);

    form = ops.page.expectForm("form[action=/console/bulk-orders]");
    form.expectFirst("[name=first]").attr("type", "text").val("three");
    ops.submit(form);
    assertThat(ops.answer.statusCode()).isEqualTo(400);
    assertThat(api("GET", "/api/bulk-orders?limit=200", null).toString()).doesNotContain("three");
  }

  @Test
  void takesNoBulkOrderFromAViewerOrWithoutTheTokenOfThePage() throws Exception {
    String id = bulk("safe-" + UUID.randomUUID(), "name:nothing-like-it");
    Person wall = person("wall").open("/console/bulk-orders");
    Person ops = person("ops").open("/console/bulk-orders");
    for (String path : List.of("/console/bulk-orders", "/console/bulk-orders/" + id + "/end")) {
      Connection viewer =
          wall.session
              .newRequest(address(path))
              .method(Connection.Method.POST)
              .data("_csrf", wall.page.expectFirst("[name=_csrf]").val());
      assertThat(viewer.ignoreContentType(true).execute().statusCode()).as(path).isEqualTo(403);
      Connection forged = ops.session.newRequest(address(path)).method(Connection.Method.POST);
      assertThat(forged.ignoreContentType(true).execute().statusCode()).as(path).isEqualTo(403);
    }
    assertThat(api("GET", "/api/bulk-orders/" + id, null).path("state").asText())
        .isEqualTo("planned");
  }

  @Test
  void letsAViewerLookAndOrderNothing() throws Exception {
    String id = finished("A poster for the wall");
    Person wall = person("wall").open("/console/jobs/" + id);

    assertThat(wall.answer.statusCode()).isEqualTo(200);
    assertThat(wall.page.select("main form, .orders")).isEmpty();
    FormElement logout = wall.page.expectForm("form[action=/logout]");
    String csrf = logout.expectFirst("[name=_csrf]").val();
    Connection.Response order =
        wall.session
            .newRequest(address("/console/jobs/" + id + "/replay"))
            .method(Connection.Method.POST)
            .data("_csrf", csrf)
            .data("deliveries", "all")
            .ignoreContentType(true)
            .execute();
    assertThat(order.statusCode()).isEqualTo(403);
    assertThat(order.body()).contains("wall has the role viewer");
    assertThat(api("GET", "/api/jobs/" + id, null).path("state").asText()).isEqualTo("done");
  }

  @Test
  void takesNoOrderWithoutTheTokenOfThePage() throws Exception {
    String id = finished("A poster that is safe");
    Person ops = person("ops").open("/console/jobs/" + id);

    Connection.Response order =
        ops.session
            .newRequest(address("/console/jobs/" + id + "/replay"))
            .method(Connection.Method.POST)
            .data("deliveries", "all")
            .ignoreContentType(true)
            .execute();

    assertThat(order.statusCode()).isEqualTo(403);
    assertThat(order.body()).contains("Nothing was done.");
  }

  @Test
  void showsASubmitterNothingOfOthers() throws Exception {
    String id = finished("A poster of the ERP");
    Person shop = person("shop");

    assertThat(shop.answer.url().getPath()).isEqualTo("/console/jobs");
    assertThat(shop.text()).doesNotContain(id, "A poster of the ERP");
    assertThat(shop.page.select("nav a").eachText()).containsExactly("Jobs", "API");
    shop.open("/console/jobs/" + id);
    assertThat(shop.answer.statusCode()).isEqualTo(404);
    assertThat(shop.text()).contains("There is no job of this id that you may read.");
    for (String path :
        List.of("/console/quarantine", "/console/audit", "/console/accounts/studio")) {
      Connection.Response refused =
          shop.session.newRequest(address(path)).ignoreContentType(true).execute();
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
    }
  }

  @Test
  void takesAQuarantinedMessageAgain() throws Exception {
    String id = quarantined("Empty mail");
    Person ops = person("ops");
    assertThat(ops.text()).contains("in quarantine");
    ops.open("/console/quarantine?text=empty%20mail");
    assertThat(ops.text()).contains("Empty mail", "The mail has no text.");
    ops.open("/console/quarantine/" + id);
    Connection.Response raw =
        ops.session
            .newRequest(ops.page.expectFirst("a[download]").absUrl("href"))
            .ignoreContentType(true)
            .execute();
    assertThat(raw.body()).isEqualTo("Empty mail");
    assertThat(ops.page.expectFirst("#raw + pre").text()).isEqualTo("Empty mail");
    assertThat(person("wall").open("/console/quarantine/" + id).page.select("#raw")).isEmpty();

    ops.press("Take it again");

    assertThat(ops.text()).contains("ordered", "by ops", "tried by a test");
    assertThat(ops.page.select(".orders")).isEmpty();
    assertThat(person("ops").open("/console/quarantine/no-such").answer.statusCode())
        .isEqualTo(404);
  }

  @Test
  void showsWhatStrangersWroteAsText() throws Exception {
    String evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&#x202e;\u202e${7*7}";
    String job = finished(evil);
    String message = quarantined(evil);
    Person ops = person("ops").open("/console/jobs/" + job);
    FormElement order = ops.page.expectForm(".orders form");
    order.select("[name=reason]").val(evil);
    ops.submit(order);
    awaitState(job, "done");
    String bulk =
        bulk(
            evil + UUID.randomUUID().toString().substring(0, 8),
            "name:\"" + evil.replace("\"", "") + "\"");
    jdbc.update(
        "update job set source_name = ?, trouble = 'permanent', code = ?, cause = ? where id = ?",
        evil,
        evil,
        evil,
        job);
    jdbc.update(
        "update delivery set cause = ?, delivered_to = ? where job_id = ?", evil, evil, job);
    jdbc.update("update job_file set name = ?, content_type = ? where job_id = ?", evil, evil, job);
    jdbc.update("update job_event set text = ? where job_id = ?", evil, job);
    jdbc.update(
        "update bulk_order set state = 'ended', cause = ?, reason = ?, plan = ?, skipped = ?"
            + " where id = ?",
        evil,
        evil,
        Json.EXACT.writeValueAsString(Map.of("refused", Map.of(evil, 1), "shares", List.of())),
        Json.EXACT.writeValueAsString(Map.of(evil, 1)),
        bulk);

    for (String path :
        List.of(
            "",
            "/jobs",
            "/jobs/" + job,
            "/quarantine",
            "/quarantine/" + message,
            "/audit",
            "/audit?by=%3Cimg%20src=x%20onerror=alert(1)%3E&since=%22%3E%3Cscript%3E",
            "/bulk-orders?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/bulk-orders/" + bulk,
            "/jobs?q=%3Cscript%3Ealert(1)%3C/script%3E")) {
      ops.open("/console" + path);
      assertThat(ops.answer.statusCode()).as(path).isEqualTo(200);
      assertThat(ops.page.select("main script, main img[onerror], [onclick], [onerror]"))
          .as(path)
          .isEmpty();
      assertThat(ops.page.select("script")).as(path).hasSize(2);
      assertThat(ops.text()).as(path).doesNotContain("}49");
    }
    assertThat(ops.open("/console/jobs/" + job).text()).contains(evil);
  }

  @Test
  void answersStrangeSearches() throws Exception {
    Person ops = person("ops");
    for (String q :
        List.of(
            "cost:>abc",
            "since:-1h",
            "since:+999999999-12-31",
            "since:99999d",
            "%",
            "_!%'\"\\",
            "'; drop table job; --",
            "flow:' or 1=1",
            "\uD83D\uDE00 from:\uD83D\uDE00",
            "name:\"\u202Etxt.exe\"",
            "cause:\"a b",
            "state:failed state:done",
            "::: : flow: \"\" \"",
            "{{7*7}} ${7*7} *{id} @{/x} ~{console/frame}",
            "state:failed \"".repeat(100))) {
      String value = URLEncoder.encode(q, StandardCharsets.UTF_8);
      for (String page :
          List.of(
              "/jobs?q=", "/jobs?before=", "/quarantine?text=", "/audit?by=", "/audit?since=")) {
        ops.open("/console" + page + value);
        assertThat(ops.answer.statusCode()).as(page + q).isEqualTo(200);
      }
      assertThat(api("GET", "/api/jobs?q=" + value, null).path("status").asInt()).isIn(0, 400);
    }
  }

  @Test
  void refusesANulInSearchesAndForms() throws Exception {
    String id = finished("A poster with a name");
    Person ops = person("ops").open("/console/jobs?q=%00");
    assertThat(ops.answer.statusCode()).isEqualTo(400);
    assertThat(ops.text()).contains("The field q contains a NUL character; remove it.");
    ops.open("/console/jobs/" + id);
    FormElement order = ops.page.expectForm(".orders form");
    order.select("[name=reason]").val("a\0b");
    ops.submit(order);
    assertThat(ops.answer.statusCode()).isEqualTo(400);
    String body = "{\"reason\":\"a\\u0000b\",\"deliveries\":\"all\"}";
    assertThat(api("POST", "/api/jobs/" + id + "/replay", body).path("detail").asText())
        .isEqualTo("The field reason contains a NUL character; remove it.");
    String bulk = "{\"name\":\"a\\u0000b\",\"order\":\"replay\",\"q\":\"x\",\"reason\":\"y\"}";
    assertThat(api("POST", "/api/bulk-orders", bulk).path("detail").asText())
        .isEqualTo("The field name contains a NUL character; remove it.");
    assertThat(api("GET", "/api/jobs/" + id, null).path("state").asText()).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/jobs",
        "/quarantine",
        "/audit",
        "/bulk-orders",
        "/accounts/studio",
        "/accounts/press/webhook",
        "/credits",
        "/webhooks",
        "/jobs?q=state:asleep",
        "/nothing"
      })
  void reachesNothingElseAndRunsNoInlineScript(String path) throws Exception {
    Person ops = person("ops").open("/console" + path);

    assertThat(ops.answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
    assertThat(ops.page.select("script:not([src]), style, [style]")).isEmpty();
    for (Element link : ops.page.select("[src], link[href]")) {
      String address = link.hasAttr("src") ? link.absUrl("src") : link.absUrl("href");
      assertThat(address).startsWith("http://localhost:" + port + "/");
      assertThat(ops.session.newRequest(address).ignoreContentType(true).execute().statusCode())
          .as(address)
          .isEqualTo(200);
    }
  }

  @Test
  void saysWhatIsWrongWithASearch() throws Exception {
    Person ops = person("ops").open("/console/jobs?q=state:asleep");

    assertThat(ops.page.expectFirst("[role=alert]").text())
        .startsWith("The term state: must be followed by queued, processing");
    assertThat(ops.open("/console/jobs?q=nothing-like-it").text())
        .contains("No job matches the search.", "No index serves this search");
    assertThat(ops.open("/console/accounts/nobody").answer.statusCode()).isEqualTo(404);
  }

  private JsonNode versions() throws Exception {
    return api("GET", "/api/flow-files/posters/versions", null).path("versions");
  }

  @Test
  void showsTheTextsOfAFlowAndGoesBackToOne() throws Exception {
    int before = versions().size();
    Person ops = person("ops").open("/console/flow-files");

    assertThat(ops.text()).contains("posters", "banners", "running", "the same");
    ops.open(ops.page.expectFirst("tbody th a[href$=posters]").attr("href"));
    assertThat(ops.text()).contains("posters running", "runs now", "the file");
    ops.open(ops.page.expectFirst("tbody th a").attr("href"));
    assertThat(ops.text()).contains("id: posters", "runs now");
    ops.press("Go back to this version");

    assertThat(ops.answer.url().getPath()).isEqualTo("/console/flows/posters");
    assertThat(ops.text()).contains("tried by a test", "running");
    assertThat(versions()).hasSize(before + 1);
    assertThat(person("ops").open("/console/audit").text()).contains("restore-flow flow posters");
    assertThat(finished("A poster under the version that was chosen")).isNotEmpty();
    assertThat(ops.open("/console/flow-files/nothing").answer.statusCode()).isEqualTo(404);
    Person wall = person("wall").open("/console/flow-files/posters");
    wall.open(wall.page.expectFirst("tbody th a").attr("href"));
    assertThat(wall.page.select("main form")).isEmpty();
  }

  /** The API does what every form does. */
  @Test
  void hasACallOfTheApiForEachForm() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    String waiting = brief("A form");
    awaitState(waiting, "waiting");
    RIVYA.timing(Timing.AT_ONCE);
    String done = finished("Another form");
    String message = quarantined("A third form");
    String parked = finished("A fourth form");
    jdbc.update("update job set state = 'parked', trouble = 'transient' where id = ?", parked);
    String planned = bulk("planned-" + waiting, "name:nothing-like-it");
    String running = bulk("running-" + waiting, "name:nothing-like-it");
    String paused = bulk("paused-" + waiting, "name:nothing-like-it");
    jdbc.update("update bulk_order set state = 'running', due_at = '2999' where id = ?", running);
    jdbc.update("update bulk_order set state = 'paused' where id = ?", paused);
    jdbc.update("update bulk_order set waiting = 1 where id = ?", planned);
    api("POST", "/api/accounts/press/pause", null);
    api("POST", "/api/flows/banners/switch-off", null);
    JsonNode paths = api("GET", "/api/openapi.json", null).path("paths");
    Person ops = person("ops");
    Set<String> calls = new TreeSet<>();
    for (String path :
        List.of(
            "",
            "/jobs",
            "/jobs/" + waiting,
            "/jobs/" + done,
            "/jobs/" + parked,
            "/quarantine",
            "/quarantine/" + message,
            "/audit",
            "/bulk-orders",
            "/bulk-orders/" + planned,
            "/bulk-orders/" + running,
            "/bulk-orders/" + paused,
            "/credits",
            "/flow-files",
            "/flow-files/posters",
            "/flows/banners",
            "/flow-files/posters/versions/" + versions().get(0).path("id").asText(),
            "/webhooks",
            "/accounts/studio",
            "/accounts/press",
            "/accounts/press/webhook")) {
      for (Element form : ops.open("/console" + path).page.select("form[action]")) {
        calls.add(
            form.attr("method").toUpperCase()
                + " "
                + form.attr("action")
                    .replaceAll("[0-7][0-9A-HJKMNP-TV-Z]{25}", "{id}")
                    .replace("/flow-files/posters/", "/flow-files/{flow}/")
                    .replaceFirst("/flows/(posters|banners)/", "/flows/{flow}/")
                    .replaceFirst("/(press|studio)/", "/{account}/"));
      }
    }
    api("POST", "/api/accounts/press/resume", null);
    api("POST", "/api/flows/banners/switch-on", null);

    assertThat(calls)
        .containsExactlyInAnyOrder(
            "GET /console/audit",
            "POST /console/bulk-orders",
            "POST /console/bulk-orders/{id}/end",
            "POST /console/bulk-orders/{id}/pause",
            "POST /console/bulk-orders/{id}/resume",
            "POST /console/bulk-orders/{id}/start",
            "GET /console/jobs",
            "GET /console/quarantine",
            "POST /console/accounts/{account}/pause",
            "POST /console/accounts/{account}/resume",
            "POST /console/accounts/{account}/webhook/rotate",
            "POST /console/accounts/{account}/webhook/test",
            "POST /console/flow-files/{flow}/versions/{id}/restore",
            "POST /console/flows/{flow}/switch-off",
            "POST /console/flows/{flow}/switch-on",
            "POST /console/jobs/{id}/cancel",
            "POST /console/jobs/{id}/release",
            "POST /console/jobs/{id}/replay",
            "POST /console/quarantine/{id}/replay",
            "POST /logout");
    calls.remove("POST /logout");
    assertThat(calls)
        .allSatisfy(
            call -> {
              String[] parts = call.split(" ");
              assertThat(
                      paths
                          .path(parts[1].replace("/console/", "/api/"))
                          .has(parts[0].toLowerCase()))
                  .isTrue();
            });
  }

  @Test
  void tellsOpenPagesThatAJobHasChanged() throws Exception {
    try (BufferedReader events = listen()) {
      assertThat(events.readLine()).isEqualTo("event:open");
      brief("A change");
      awaitChanged(events);
    }
  }

  @Test
  void tellsOpenPagesOfMessagesAndOrdersToo() throws Exception {
    try (BufferedReader events = listen()) {
      assertThat(events.readLine()).isEqualTo("event:open");
      awaitChanged(events);
      quarantined("A message for an open page");
      awaitChanged(events);
      bulk("told-" + UUID.randomUUID(), "name:nothing-like-it");
      awaitChanged(events);
    }
  }

  private static void awaitChanged(BufferedReader events) throws IOException {
    String line;
    do {
      line = events.readLine();
    } while (!"event:changed".equals(line));
  }

  @Test
  void endsItsStreamsBeforeTheServerStops() throws Exception {
    assertThat(changes.getPhase())
        .isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
    try (BufferedReader events = listen()) {
      assertThat(events.readLine()).isEqualTo("event:open");
      changes.stop();
      assertThat(events.lines())
          .allMatch(
              line -> line.isEmpty() || line.startsWith("data") || line.equals("event:changed"));
    } finally {
      changes.start();
    }
  }

  private BufferedReader listen() throws Exception {
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/console/changes"))
            .header("Authorization", "Bearer " + TOKEN)
            .timeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<InputStream> stream = client.send(listen, BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }
}
