package dev.rivyaroutes.http.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.http.HttpRouteTestBase;
import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpDropRouteTest extends HttpRouteTestBase {
  private static final String HOSTILE =
      "50% off & more? a+b {{x}} ${body} \"quoted\" 'single' #1;\r\n\tÜber 猫 🦊\\n\n end";

  @Test
  void acceptsJsonAndAnswersWithTheJobsAddress() throws Exception {
    String brief = new ObjectMapper().writeValueAsString(Map.of("prompt", HOSTILE));

    Answer answer =
        send(post("listing", "application/json", brief).header("Idempotency-Key", " order-17 "));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.header("Location")).isEqualTo("/api/jobs/job-1");
    assertThat(answer.body())
        .isEqualTo(
            "{\"id\":\"job-1\",\"flow\":\"listing\",\"status\":\"queued\",\"url\":\"/api/jobs/job-1\"}");
    assertThat(ledger.onlyJob().prompt()).isEqualTo(HOSTILE);
    assertThat(ledger.onlyJob().sourceId()).isEqualTo("order-17");
    assertThat(ledger.onlyJob().flow()).isEqualTo("listing");
  }

  @Test
  void acceptsPlainTextUnchanged() throws Exception {
    Answer answer = send(post("listing", "text/plain", HOSTILE));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(ledger.onlyJob().prompt()).isEqualTo(HOSTILE);
  }

  @Test
  void readsTextInTheDeclaredCharset() throws Exception {
    send(post("listing", "text/plain; charset=ISO-8859-1", "Müller".getBytes(ISO_8859_1)));

    assertThat(ledger.onlyJob().prompt()).isEqualTo("Müller");
  }

  @Test
  void acceptsYaml() throws Exception {
    send(post("listing", "application/yaml", "prompt: 50% & more\nclient_request_id: y-1\n"));

    assertThat(ledger.onlyJob().prompt()).isEqualTo("50% & more");
    assertThat(ledger.onlyJob().sourceId()).isEqualTo("y-1");
  }

  @Test
  void acceptsAMediaFileAsReference() throws Exception {
    Answer answer =
        send(
            post("listing", "image/png", PNG)
                .header("Content-Disposition", "attachment; filename=\"../../cat?.png\""));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(ledger.onlyJob().references())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).isEqualTo("cat_.png");
              assertThat(file.contentType()).isEqualTo("image/png");
            });
  }

  @Test
  void acceptsEachRowOfAManifest() throws Exception {
    String rows = "{\"prompt\":\"one\"}\n{\"promt\":\"two\"}\n{\"prompt\":\"three\"}\n";

    Answer answer =
        send(post("listing", "application/x-ndjson", rows).header("Idempotency-Key", "list.csv"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("jobs")).hasSize(2);
    assertThat(answer.json().path("refused")).hasSize(1);
    assertThat(answer.json().path("refused").get(0).path("detail").asText())
        .startsWith("Row 2: The field 'promt' is not known");
    assertThat(ledger.jobs)
        .extracting(NewJob::sourceId)
        .containsExactly("list.csv#1", "list.csv#3");
    assertThat(ledger.refusals.keySet())
        .singleElement()
        .asString()
        .matches("list\\.csv![0-9a-f]{16}#2");
  }

  @Test
  void acceptsACsvManifestLargerThanMemoryAllowsAndLeavesItsBlobToTheCleanUp() throws Exception {
    StringBuilder rows = new StringBuilder("prompt\n");
    for (int i = 0; i < 40; i++) {
      rows.append("row ").append(i).append(' ').append("x".repeat(40_000)).append('\n');
    }

    List<Path> blobs = blobs();
    Answer answer = send(post("listing", "text/csv", rows.toString()));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(ledger.jobs).hasSize(40);
    // The same bytes may be another job's.
    assertThat(blobs()).containsAll(blobs).hasSize(blobs.size() + 1);
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void answersTheSameKeyWithTheSameJob() throws Exception {
    Answer first = send(post("listing", "text/plain", "a cat").header("Idempotency-Key", "k"));
    Answer second = send(post("listing", "text/plain", "a cat").header("Idempotency-Key", "k"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(ledger.onlyJob().prompt()).isEqualTo("a cat");
  }

  @Test
  void refusesAnotherRequestUnderTheSameKeyWhateverItsForm() throws Exception {
    String row = "{\"prompt\":\"a cat\"}";
    Answer first = send(post("listing", "application/json", row).header("Idempotency-Key", "k"));
    List<Answer> others =
        List.of(
            send(post("listing", "text/plain", "a dog").header("Idempotency-Key", "k")),
            send(post("listing", "text/plain", row).header("Idempotency-Key", "k")),
            send(post("listing", "application/x-ndjson", row).header("Idempotency-Key", "k")),
            send(post("listing", "image/png", PNG).header("Idempotency-Key", "k")),
            send(
                post(
                    "listing",
                    "application/json",
                    "{\"client_request_id\":\"k\",\"prompt\":\"b\"}")));

    assertThat(first.status()).isEqualTo(202);
    for (Answer other : others) {
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.type()).isEqualTo("application/problem+json");
      assertThat(other.text("type")).endsWith(":idempotency-key-reused");
      assertThat(other.text("detail")).contains("under a new key");
    }
    assertThat(ledger.jobs).hasSize(1);
    assertThat(ledger.refusals).isEmpty();
  }

  @Test
  void keepsTheBriefsOfTwoCallersUnderOneKeyApart() throws Exception {
    String named = "{\"client_request_id\":\"7\",\"prompt\":\"a\"}";
    for (String body : List.of("{\"prompt\":\"a\"}", named)) {
      String key = body == named ? null : "k";
      Answer one = send(keyed(post("listing", "application/json", body), key));
      Answer other =
          send(
              keyed(post("listing", "application/json", body), key)
                  .setHeader("Authorization", "Bearer " + NEIGHBOUR));
      assertThat(one.status()).isEqualTo(202);
      assertThat(other.status()).isEqualTo(202);
      assertThat(other.text("id")).isNotEqualTo(one.text("id"));
    }
    assertThat(ledger.jobs)
        .extracting(job -> job.brief().caller())
        .containsExactly("erp", "shop", "erp", "shop");
  }

  private static HttpRequest.Builder keyed(HttpRequest.Builder request, String key) {
    return key == null ? request : request.header("Idempotency-Key", key);
  }

  @Test
  void takesABriefWhoseKeyLooksLikeARowOfAManifest() throws Exception {
    Answer manifest =
        send(
            post("listing", "application/x-ndjson", "{\"prompt\":\"1\"}\n{\"prompt\":\"2\"}\n")
                .header("Idempotency-Key", "K"));
    Answer brief = send(post("listing", "text/plain", "a cat").header("Idempotency-Key", "K#1"));

    assertThat(manifest.status()).isEqualTo(202);
    assertThat(brief.status()).isEqualTo(202);
    assertThat(ledger.jobs).extracting(NewJob::prompt).containsExactly("1", "2", "a cat");
    assertThat(ledger.jobs).extracting(NewJob::sourceId).containsExactly("K#1", "K#2", "K#1");
  }

  @Test
  void takesTheClientRequestIdWhereThereIsNoKey() throws Exception {
    String brief =
        "{\"params\":{\"client_request_id\":\"no\"},\"prompt\":\"p\",\"client_request_id\":\"r-9\"}";

    assertThat(send(post("listing", "application/json", brief)).status()).isEqualTo(202);
    assertThat(send(post("listing", "application/json", brief)).status()).isEqualTo(200);
    assertThat(ledger.onlyJob().sourceId()).isEqualTo("r-9");
  }

  @Test
  void takesTheClientRequestIdBehindInlineMediaToo() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(PNG);
    String brief =
        "{\"prompt\":\"p\","
            + " ".repeat(2_000_000)
            + "\"references\":[{\"base64\":\""
            + base64
            + "\"}],\"client_request_id\":\"r-10\"}";

    Answer answer = send(post("listing", "application/json", brief));

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(ledger.onlyJob().sourceId()).isEqualTo("r-10");
    assertThat(ledger.onlyJob().references()).hasSize(1);
  }

  @Test
  void takesEachCallWithoutAnyIdForANewBrief() throws Exception {
    send(post("listing", "text/plain", "a cat"));
    send(post("listing", "text/plain", "a cat"));

    assertThat(ledger.jobs).hasSize(2);
  }

  @Test
  void acceptsACorrectedBriefUnderTheKeyOfARefusedOne() throws Exception {
    Answer refused =
        send(post("listing", "application/json", "{\"prompt\": ").header("Idempotency-Key", "k"));
    Answer again =
        send(post("listing", "application/json", "{\"prompt\": ").header("Idempotency-Key", "k"));
    Answer corrected =
        send(
            post("listing", "application/json", "{\"prompt\":1.0}").header("Idempotency-Key", "k"));
    Answer good =
        send(
            post("listing", "application/json", "{\"prompt\":\"a\"}")
                .header("Idempotency-Key", "k"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.type()).isEqualTo("application/problem+json");
    assertThat(refused.text("type")).isEqualTo("urn:rivya-routes:problem:brief-refused");
    assertThat(refused.text("detail")).startsWith("The document is not valid JSON (line 1");
    assertThat(again.text("id")).isEqualTo(refused.text("id"));
    assertThat(again.status()).isEqualTo(422);
    assertThat(corrected.status()).isEqualTo(422);
    assertThat(corrected.text("id")).isNotEqualTo(refused.text("id"));
    assertThat(good.status()).isEqualTo(202);
    assertThat(ledger.jobs).singleElement().extracting(NewJob::sourceId).isEqualTo("k");
  }

  @Test
  void refusesAnUnusableRequestUnderTheKeyOfALivingJobWithThatJob() throws Exception {
    Answer first = send(post("listing", "text/plain", "a cat").header("Idempotency-Key", "k"));
    Answer second = send(post("listing", "application/json", "{").header("Idempotency-Key", "k"));

    assertThat(second.status()).isEqualTo(422);
    assertThat(second.text("type")).endsWith("idempotency-key-reused");
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(ledger.refusals).isEmpty();
  }

  @Test
  void refusesKeysThatAreNoKeys() throws Exception {
    for (String key : new String[] {" ", "x".repeat(257), "tab\there"}) {
      Answer answer = send(post("listing", "text/plain", "a").header("Idempotency-Key", key));
      assertThat(answer.status()).as(key).isEqualTo(400);
      assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
    }
    assertThat(ledger.jobs).isEmpty();
  }

  @Test
  void refusesTypesThatAreNoBriefs() throws Exception {
    for (String type :
        new String[] {
          "application/x-www-form-urlencoded", "text/html", "nonsense", "application/zip"
        }) {
      Answer answer = send(post("listing", type, "prompt=a"));
      assertThat(answer.status()).as(type).isEqualTo(415);
      assertThat(answer.type()).isEqualTo("application/problem+json");
    }
    assertThat(send(post("listing", "text/plain", "a").header("Content-Encoding", "br")).status())
        .isEqualTo(415);
    assertThat(ledger.jobs).isEmpty();
  }

  @Test
  void refusesAnEmptyBody() throws Exception {
    assertThat(send(post("listing", "application/json", "")).status()).isEqualTo(422);
  }

  @Test
  void refusesWhatIsTooLargeByItsLength() throws Exception {
    Answer answer = send(post("tiny", "image/png", new byte[30_000]));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("max_bytes").asInt()).isEqualTo(20 * 1024);
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void refusesWhatIsTooLargeWhileItStreams() throws Exception {
    Answer answer =
        send(
            post("tiny", "text/plain", "")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("x".repeat(100_000).getBytes(UTF_8)))));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(ledger.jobs).isEmpty();
    assertThat(ledger.refusals).isEmpty();
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void saysThatTheLedgerIsDownAndAcceptsTheRepeat() throws Exception {
    ledger.down = true;
    Answer down = send(post("listing", "text/plain", "a").header("Idempotency-Key", "k"));
    ledger.down = false;
    Answer up = send(post("listing", "text/plain", "a").header("Idempotency-Key", "k"));

    assertThat(down.status()).isEqualTo(503);
    assertThat(down.header("Retry-After")).isEqualTo("5");
    assertThat(down.type()).isEqualTo("application/problem+json");
    assertThat(down.body()).doesNotContain("db.internal");
    assertThat(up.status()).isEqualTo(202);
  }

  @Test
  void namesTheFlowsWhereThereIsNoSuchFlow() throws Exception {
    Answer answer = send(post("nowhere", "text/plain", "a"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("detail")).endsWith("There are: listing, tiny.");
  }

  @Test
  void saysThatAFlowIsOff() throws Exception {
    Answer answer = send(post("off", "text/plain", "a"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("detail")).contains("disabled or stopped");
  }

  @Test
  void saysThatAFlowForgotItsSink() throws Exception {
    steps.deaf = true;

    assertThat(send(post("listing", "text/plain", "a")).text("type"))
        .isEqualTo("urn:rivya-routes:problem:not-accepted");
  }

  @Test
  void refusesOtherMethods() throws Exception {
    Answer answer =
        send(get("/api/flows/listing/jobs").header("X", "y").PUT(BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void keepsNoHeaderOfTheCall() throws Exception {
    Answer answer =
        send(
            post("listing", "text/plain", "a")
                .header("CamelHttpUri", "http://evil.example/")
                .header("camelfilename", "../../evil")
                .header("CAMELHTTPMETHOD", "DELETE")
                .header("CamelBeanMethodName", "wait")
                .header("prompt", "evil")
                .header("X-Anything", "x")
                .header("Cookie", "a=b"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(steps.headers).containsExactly(Map.of());
    assertThat(steps.properties.toString()).doesNotContain(TOKEN).doesNotContain("evil");
    assertThat(ledger.onlyJob().prompt()).isEqualTo("a");
  }

  @Test
  void refusesAQueryInsteadOfPassingOverIt() throws Exception {
    for (String query :
        List.of("CamelHttpUri=x", "prompt=evil&flow=tiny", "flow", "%F0%9F%A6%8A=")) {
      Answer answer =
          send(post("listing", "text/plain", "a").uri(uri("/api/flows/listing/jobs?" + query)));

      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.text("detail")).endsWith("This call takes no query parameters; remove it.");
    }
    assertThat(ledger.jobs).isEmpty();
    assertThat(
            send(post("listing", "text/plain", "a").uri(uri("/api/flows/listing/jobs?"))).status())
        .isEqualTo(202);
  }
}
