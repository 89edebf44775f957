package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.FileBrief;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.s3.S3Object;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryIteratorException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptBriefTest {
  private static final Siblings BESIDE =
      name ->
          Optional.ofNullable(
                  Map.of("a.png", Briefs.PNG, "sub/b.wav", Briefs.WAV, "notes.txt", new byte[] {65})
                      .get(name))
              .map(ByteArrayInputStream::new);

  private final Briefs briefs =
      new Briefs(
          job -> {
            if (job.model().equals("no-such-model")) {
              throw new BriefRefused("Model 'no-such-model' is not known.");
            }
            return new BigDecimal(3);
          });

  @Test
  void takesTextAsThePrompt() throws IOException {
    Exchange exchange = exchange(Briefs.HOSTILE_PROMPT);

    Acceptance acceptance = accept(exchange);

    assertThat(acceptance).isEqualTo(new Acceptance(Outcome.ACCEPTED, "job-1", "accepted", null));
    assertThat(exchange.getMessage().getBody()).isEqualTo(acceptance);
    assertThat(exchange.getVariable(Variables.ACCEPTANCE)).isEqualTo(acceptance);
    assertThat(job())
        .isEqualTo(
            new NewJob(
                "flow",
                "id",
                "in/fox.txt",
                "account",
                "model",
                new JobInput(Briefs.HOSTILE_PROMPT, "{}", null, List.of()),
                new BigDecimal(3)));
  }

  @Test
  void takesTheFieldsOfADocument() throws IOException {
    Exchange exchange = shown(document());
    exchange.setVariable(Variables.SIBLINGS, BESIDE);
    exchange.setVariable(Variables.PARAMS, "{\"size\": \"4:3\", \"a\": 1}");

    accept(exchange);

    assertThat(job().prompt()).isEqualTo("a fox");
    assertThat(job().model()).isEqualTo("z-image");
    assertThat(job().clientRequestId()).isEqualTo("r-1");
    assertThat(job().sourceId()).isEqualTo("id");
    assertThat(job().params()).isEqualTo("{\"a\":1,\"size\":\"1:1\",\"z\":0.50}");
    assertThat(job().references())
        .containsExactly(
            file(1, "a.png", "image/png", "image", Briefs.PNG),
            file(2, "b.wav", "audio/wav", "audio", Briefs.WAV),
            new JobFile(3, "c.png", null, null, -1, null, "https://cdn.example/x/c.png?q=1"));
    assertThat(briefs.store.blobs).hasSize(2);
  }

  private static Map<String, Object> document() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("z", new BigDecimal("0.50"));
    params.put("size", "1:1");
    return Map.of(
        "prompt",
        "a fox",
        "model",
        "z-image",
        "client_request_id",
        "r-1",
        "params",
        params,
        "references",
        List.of("a.png", "sub/b.wav", "https://cdn.example/x/c.png?q=1"));
  }

  @Test
  void takesInlineReferences() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(Briefs.PNG);

    accept(
        shown(
            Map.of(
                "prompt",
                "x",
                "references",
                List.of(
                    "data:image/jpeg;base64," + base64,
                    Map.of("name", "../evil\n.png", "base64", base64),
                    Map.of("url", "https://x.example/")))));

    assertThat(job().references())
        .containsExactly(
            file(1, "reference-1.png", "image/png", "image", Briefs.PNG),
            file(2, "evil_.png", "image/png", "image", Briefs.PNG),
            new JobFile(3, "reference", null, null, -1, null, "https://x.example/"));
  }

  @Test
  void putsTheFlowsPromptBeforeTheBriefsAndLetsOtherFieldsBeData() throws IOException {
    Exchange exchange = shown(Map.of("title", "Sofa", "prompt", "mine", "params", Map.of("n", 1)));
    exchange.setVariable(Variables.PROMPT, Briefs.HOSTILE_PROMPT);

    accept(exchange);

    assertThat(job().prompt()).isEqualTo(Briefs.HOSTILE_PROMPT);
    assertThat(job().params()).isEqualTo("{\"n\":1}");
  }

  @Test
  void takesAMediaFileAsTheFirstReference() throws IOException {
    Exchange exchange = shown(briefs.forms.read(exchange(Briefs.PNG)).next().body());
    exchange.setVariable(Variables.PROMPT, "restyle");
    exchange.setVariable(Variables.REFERENCES, "[\"a.png\"]");
    exchange.setVariable(Variables.SIBLINGS, BESIDE);

    accept(exchange);

    assertThat(job().references())
        .containsExactly(
            file(1, "fox.txt", "image/png", "image", Briefs.PNG),
            file(2, "a.png", "image/png", "image", Briefs.PNG));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "promt  | The field 'promt' is not known; did you mean 'prompt'?",
        "reference | did you mean 'references'?",
        "clientRequestId | did you mean 'client_request_id'?",
      })
  void refusesAFieldThatNobodyReads(String field, String reason) throws IOException {
    assertThat(refusal(Map.of(field, "x", "prompt", "y"))).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.png",
        "sub/../../a.png",
        "..",
        "/etc/passwd",
        "\\\\host\\a.png",
        "sub\\a.png",
        "a\u0001.png",
        " "
      })
  void opensNoReferenceThatLeadsAway(String name) throws IOException {
    Exchange exchange = shown(Map.of("prompt", "x", "references", List.of(name)));
    exchange.setVariable(
        Variables.SIBLINGS,
        (Siblings)
            asked -> {
              throw new AssertionError("opened " + asked);
            });

    assertThat(accept(exchange).problem()).contains("is not a file beside the brief");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://x.example/a.png",
        "ftp://x.example/a.png",
        "file:///etc/passwd",
        "https://user:secret@x.example/a.png",
        "https:///a.png",
        "https://x.example/a b.png",
        "HTTP://X.EXAMPLE/A.PNG",
        "https://0177.0.0.1/a.png",
        "https://2130706433/a.png",
        "https://0x7f.1/a.png",
        "https://127.1/a.png",
        "https://x.example:0/a.png",
        "https://x.example:65536/a.png",
        "https://[2001:db8::1]:99999/a.png"
      })
  void takesNoUrlButPlainHttps(String url) throws IOException {
    assertThat(refusal(Map.of("prompt", "x", "references", List.of(url))))
        .contains("is not a usable URL. Give a full https:// URL");
  }

  @Test
  void saysWhichReferenceIsMissingOrNoMediaOrTooLarge() throws IOException {
    assertThat(refusal(Map.of("prompt", "x", "references", List.of("cat.png"))))
        .isEqualTo(
            "Reference 'cat.png' was not found beside the brief. Put it there first, then send the"
                + " brief again.");
    assertThat(refusal(Map.of("prompt", "x", "references", List.of("notes.txt"))))
        .isEqualTo(
            "'notes.txt' is not an image, video or audio file (text/plain by its first bytes). Send a media"
                + " file instead.");
    String large = Base64.getEncoder().encodeToString(Arrays.copyOf(Briefs.WAV, 51));
    assertThat(
            refusal(
                Map.of(
                    "prompt",
                    "x",
                    "references",
                    List.of(Map.of("name", "loud.wav", "base64", large)))))
        .startsWith("'loud.wav' is larger than 50 bytes, the limit for audio references.");
  }

  @Test
  void refusesAReferenceThatMayNotBeRead() throws IOException {
    Exchange exchange = shown(Map.of("prompt", "x", "references", List.of("a.png")));
    exchange.setVariable(
        Variables.SIBLINGS,
        (Siblings)
            name -> {
              throw new Siblings.Unreadable(name);
            });

    Acceptance acceptance = accept(exchange);
    assertThat(acceptance.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(acceptance.problem()).contains("Reference 'a.png' cannot be read", "permission.");
  }

  @Test
  void refusesFieldsOfTheWrongKind() throws IOException {
    assertThat(refusal(Map.of("prompt", 42))).contains("prompt must be a text");
    assertThat(refusal(Map.of("prompt", "x", "params", List.of()))).contains("params must be a");
    assertThat(refusal(Map.of("prompt", "x", "references", 5))).contains("references must be");
    assertThat(refusal(Map.of("prompt", "x", "references", List.of(5)))).contains("Reference 1");
    assertThat(refusal(Map.of("prompt", "x", "references", List.of(Map.of("a", "b")))))
        .contains("exactly one of the fields file, url and base64");
    for (String damaged : List.of("!!!", "iVBORw0K*GgoA", "iVBORw0KG", "iVBO\u00e9w0K")) {
      assertThat(refusal(Map.of("prompt", "x", "references", List.of(Map.of("base64", damaged)))))
          .as(damaged)
          .contains("is not valid base64");
    }
    assertThat(refusal(Map.of("prompt", "x", "client_request_id", "i".repeat(129))))
        .contains("client_request_id has 129 characters");
    assertThat(refusal(Map.of("prompt", "a\u0000b"))).contains("prompt has a NUL");
    assertThat(refusal(Map.of("prompt", "a\ud83e"))).contains("half a surrogate pair");
    assertThat(refusal(Map.of())).startsWith("The brief has no prompt.");
  }

  @Test
  void recordsWhatIsRefused() throws IOException {
    Exchange exchange = shown(Map.of("prompt", "x", "model", "no-such-model"));

    Acceptance acceptance = accept(exchange);

    assertThat(acceptance)
        .isEqualTo(
            new Acceptance(
                Outcome.REFUSED, "job-1", "failed", "Model 'no-such-model' is not known."));
    assertThat(briefs.ledger.refusals).containsEntry("id", "Model 'no-such-model' is not known.");
    assertThat(exchange.getMessage().getBody()).isEqualTo(acceptance);
  }

  @Test
  void takesTheSameIdOnce() throws IOException {
    accept(exchange("a"));

    assertThat(accept(exchange("a")))
        .isEqualTo(new Acceptance(Outcome.DUPLICATE, "job-1", "accepted", null));
    assertThat(briefs.ledger.jobs).hasSize(1);
  }

  @Test
  void staysRefusedOnASecondArrivalAndNeverRefusesALiveJob() throws IOException {
    Map<String, Object> needsSibling = Map.of("prompt", "x", "references", List.of("gone.png"));
    accept(shown(needsSibling));
    assertThat(accept(shown(needsSibling)).outcome()).isEqualTo(Outcome.REFUSED);

    Exchange live = exchange("a fox");
    live.setVariable(Variables.SOURCE_ID, "live");
    accept(live);
    Exchange again = shown(needsSibling);
    again.setVariable(Variables.SOURCE_ID, "live");

    assertThat(accept(again).outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void givesEachCallerIdsAndConversationsOfItsOwn() throws IOException {
    FlowTarget talk = new FlowTarget("talk", "model", "account", JobKind.CHAT, Map.of());
    for (String caller : List.of("erp", "shop")) {
      Exchange exchange = exchange(Map.of("message", "Hi", "conversation", "ticket-7"));
      Origin.http(caller, null).set(exchange);
      briefs.accept.accept(exchange, talk);
    }
    Exchange shared = exchange(Map.of("message", "Hi", "conversation", "ticket-7"));
    shared.setVariable(Variables.SOURCE_ID, "other");
    shared.setVariable(Variables.CONVERSATION, "of-the-flow");
    Origin.http("erp", null).set(shared);
    briefs.accept.accept(shared, talk);

    assertThat(briefs.ledger.jobs)
        .extracting(job -> job.brief().caller(), NewJob::conversation)
        .containsExactly(
            tuple("erp", new ConversationName("ticket-7", false)),
            tuple("shop", new ConversationName("ticket-7", false)),
            tuple("erp", new ConversationName("of-the-flow", true)));
  }

  @Test
  void takesAnIdOfTheFlowForTheWholeIdAndNotForTheCallersKey() throws IOException {
    for (int row = 1; row <= 2; row++) {
      Exchange exchange =
          shownBrief(new IncomingBrief("K", "K#" + row, Map.of("prompt", "x"), null, row));
      Origin.http("erp", DigestUtils.sha256Hex(new byte[] {(byte) row})).set(exchange);
      assertThat(exchange.getVariable(Variables.SOURCE_ID)).isEqualTo("K#" + row);
      exchange.setVariable(Variables.SOURCE_ID, "order-7");
      accept(exchange);
    }

    assertThat(job().brief()).isEqualTo(new BriefId("http", "erp", "order-7", 0, ""));
    assertThat(job().fingerprint()).isNull();
  }

  @Test
  void keepsInMindThatAFileWasADocumentsReferenceAlsoWithoutTheDocumentsJob() throws IOException {
    Exchange document = exchange(Map.of("prompt", "x", "references", List.of("a.png")));
    document.setVariable(Variables.SOURCE_NAME, "in/a.json");
    document.setVariable(Variables.SIBLINGS, BESIDE);
    accept(document);
    S3Object photo = new S3Object("bucket", "in/a.png", "\"1\"", Briefs.PNG.length, Instant.EPOCH);

    assertThat(accept(photo(photo)).outcome()).isEqualTo(Outcome.REFERENCE);

    assertThat(briefs.ledger.findKnown("flow", List.of(photo.briefId())))
        .containsExactly(photo.briefId());
    briefs.ledger.jobs.clear();
    assertThat(accept(photo(photo)).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(briefs.ledger.jobs).isEmpty();
  }

  private Exchange photo(S3Object object) throws IOException {
    Exchange exchange = exchange(Briefs.PNG);
    Origin.s3(object.bucket()).set(exchange);
    new FileBrief(false).set(exchange);
    exchange.setVariable(Variables.SOURCE_ID, object.id());
    exchange.setVariable(Variables.SOURCE_NAME, object.key());
    exchange.setVariable(Variables.PROMPT, "restyle");
    return exchange;
  }

  @Test
  void usesTheClientRequestIdWhereTheSourceHasNoId() throws IOException {
    Exchange exchange = exchange(Map.of("prompt", "x", "client_request_id", "order-7"));
    exchange.removeVariable(Variables.SOURCE_ID);

    accept(exchange);

    assertThat(job().sourceId()).isEqualTo("order-7");
  }

  @Test
  void saysHowToGiveAnIdWhereThereIsNone() {
    Exchange exchange = exchange("a fox");
    exchange.removeVariable(Variables.SOURCE_ID);

    assertThatThrownBy(() -> accept(exchange))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Set the variable sourceId to a stable id");
    assertThat(briefs.ledger.jobs).isEmpty();
  }

  @Test
  void throwsWhenTheLedgerOrTheStoreIsUnavailable() {
    briefs.ledger.down = true;
    assertThatThrownBy(() -> accept(exchange("a"))).isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(() -> accept(shown(Map.of("x", "y")))).isInstanceOf(LedgerUnavailable.class);

    briefs.ledger.down = false;
    briefs.store.down = true;
    assertThatThrownBy(() -> accept(exchange(Briefs.PNG))).hasMessageContaining("media store");
    assertThat(briefs.ledger.jobs).isEmpty();
    assertThat(briefs.ledger.refusals).isEmpty();
  }

  @Test
  void refusesNothingForTroubleOfTheSource() {
    for (RuntimeException wrapped :
        List.of(
            new UncheckedIOException(new IOException("network drive is away")),
            new DirectoryIteratorException(new IOException("network drive is away")))) {
      Exchange exchange = exchange(Map.of("prompt", "x", "references", List.of("a.png")));
      Siblings broken =
          name -> {
            throw wrapped;
          };
      exchange.setVariable(Variables.SIBLINGS, broken);

      assertThatThrownBy(() -> accept(exchange))
          .isInstanceOf(IOException.class)
          .hasMessage("network drive is away");
    }
    assertThat(briefs.ledger.refusals).isEmpty();
  }

  @Test
  void acceptsARawManifestInBatches() throws IOException {
    Exchange exchange = exchange("{\"prompt\":\"a\"}\n{\"promt\":\"b\"}\n".repeat(250));
    exchange.setVariable(Variables.SOURCE_NAME, "m.jsonl");

    accept(exchange);

    List<?> all = exchange.getMessage().getBody(List.class);
    assertThat(all).hasSize(500).isEqualTo(exchange.getVariable(Variables.ACCEPTANCE));
    assertThat(((Acceptance) all.get(0)).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(((Acceptance) all.get(1)).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(((Acceptance) all.get(499)).problem()).startsWith("Row 500: The field 'promt'");
    assertThat(briefs.ledger.batches).containsExactly(100, 100, 50);
    assertThat(briefs.ledger.refusals).hasSize(250).containsKey("id#2");
  }

  @Test
  void leavesTextAloneThatTheSourceHasShownAsText() throws IOException {
    accept(shown("{\"prompt\": \"not a document\"}"));

    assertThat(job().prompt()).isEqualTo("{\"prompt\": \"not a document\"}");
  }

  @Test
  void takesTheSameBriefForTwoFlows() throws IOException {
    Exchange exchange = shown("a fox");
    accept(exchange);
    briefs.accept.accept(exchange, FlowTarget.generation("second-flow", "model", "account"));

    assertThat(briefs.ledger.jobs).extracting(NewJob::flow).containsExactly("flow", "second-flow");
    assertThat(briefs.ledger.jobs).extracting(NewJob::prompt).containsOnly("a fox");
  }

  @Test
  void refusesWhatTheSourceCouldNotRead() throws IOException {
    Exchange exchange = exchange("oops");
    exchange.setVariable(Variables.SOURCE_NAME, "a.json");

    assertThat(accept(exchange).problem()).startsWith("The document is not valid JSON");
  }

  private Acceptance accept(Exchange exchange) throws IOException {
    return briefs.accept.accept(exchange, FlowTarget.generation("flow", "model", "account"));
  }

  private String refusal(Map<String, Object> document) throws IOException {
    Exchange exchange = shown(document);
    exchange.setVariable(Variables.SIBLINGS, BESIDE);
    exchange.setVariable(Variables.SOURCE_ID, "refused-" + briefs.ledger.refusals.size());
    Acceptance acceptance = accept(exchange);
    assertThat(acceptance.outcome()).isEqualTo(Outcome.REFUSED);
    return acceptance.problem();
  }

  private NewJob job() {
    assertThat(briefs.ledger.jobs).hasSize(1);
    return briefs.ledger.jobs.get(0);
  }

  private static JobFile file(int n, String name, String type, String kind, byte[] bytes) {
    return new JobFile(n, name, type, kind, bytes.length, DigestUtils.sha256Hex(bytes), null);
  }

  private Exchange shown(Object body) {
    return shownBrief(new IncomingBrief("id", "in/fox.txt", body, null));
  }

  private Exchange shownBrief(IncomingBrief brief) {
    Exchange exchange = exchange(brief);
    briefs.forms.present(exchange);
    return exchange;
  }

  private static Exchange exchange(Object body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(Variables.SOURCE_ID, "id");
    exchange.setVariable(Variables.SOURCE_NAME, "in/fox.txt");
    exchange.getMessage().setBody(body);
    return exchange;
  }

  @ParameterizedTest
  @CsvSource({
    "prompt, 1000001, Its prompt has 1000001 characters; at most 1000000 are allowed.",
    "lines, 600000, The request of its prompt and params has 1200000 characters; at most 1000000 are",
    "model, 201, Its model has 201 characters; at most 200 are allowed.",
    "params, 1000001, The JSON of its params has 1000012 characters; at most 1000000 are allowed.",
    "url, 8001, The URL of reference 1 has 8001 characters; at most 8000 are allowed.",
    "name, 1101, The name of its source has 1101 characters; at most 1100 are allowed.",
  })
  void refusesWhatIsTooLargeForTheLedger(String what, int length, String reason)
      throws IOException {
    String x = "x".repeat(length);
    Map<String, Object> document = new LinkedHashMap<>(Map.of("prompt", "a fox"));
    switch (what) {
      case "prompt" -> document.put("prompt", x);
      case "lines" -> document.put("prompt", "a" + "\n".repeat(length - 2) + "b");
      case "model" -> document.put("model", x);
      case "params" -> document.put("params", Map.of("size", x));
      case "url" -> document.put("references", List.of("https://a.test/" + x.substring(15)));
      default -> {}
    }
    Exchange exchange = shown(document);
    if (what.equals("name")) {
      exchange.setVariable(Variables.SOURCE_NAME, x.substring(6) + "/a.txt");
    }

    Acceptance acceptance = accept(exchange);

    assertThat(acceptance.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(acceptance.problem()).startsWith(reason).endsWith(".");
  }
}
