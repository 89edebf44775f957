package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.ledger.JobDetails;
import dev.rivyaroutes.simulator.Operation;
import dev.rivyaroutes.simulator.Trouble;
import dev.rivyaroutes.simulator.TroubleKind;
import dev.rivyaroutes.simulator.UploadedFile;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * References: downloaded from public addresses, uploaded once, checked before a credit is spent.
 */
class ReferencesRouteTest extends EngineRouteTestBase {

  private static final byte[] WAV =
      HexFormat.of().parseHex("524946462408000057415645666d742010000000");

  private static Trouble next(int count, TroubleKind kind) {
    return Trouble.next(count, Operation.UPLOAD, kind);
  }

  private String acceptAt(String... addresses) {
    return accept(
        "watched",
        "{\"prompt\": \"Restyle\", \"references\": [\"%s\"]}"
            .formatted(String.join("\", \"", addresses)));
  }

  @Test
  void downloadsAReferenceAndUploadsIt() {
    byte[] photo = TestImages.png(801);
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/photos/cup.png?size=2&x=%20y") && Gate.send(exchange, 200, photo));

    String id = acceptAt(GATE.baseUri() + "/photos/cup.png?size=2&x=%20y");

    until(id, "done");
    JsonNode item = paid(id).get(0).params().path("referenceMediaItems").path(0);
    assertThat(item.path("name").asText()).isEqualTo("cup.png");
    assertThat(item.path("kind").asText()).isEqualTo("image");
    assertThat(RIVYA.files().all())
        .extracting(UploadedFile::id)
        .anyMatch(file -> item.path("url").asText().contains(file));
    assertThat(GATE.calls)
        .filteredOn(call -> call.path().startsWith("/photos/cup.png"))
        .hasSize(1)
        .allMatch(call -> call.header("Authorization") == null);
  }

  @Test
  void downloadsAReferenceAgainAfterTroubleThatPasses() {
    AtomicInteger looks = new AtomicInteger();
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/photos/later.png")
                && (looks.incrementAndGet() < 3
                    ? Gate.send(exchange, 502, "<html>")
                    : Gate.send(exchange, 200, TestImages.png(802))));

    String id = acceptAt(GATE.baseUri() + "/photos/later.png");

    assertThat(causes(until(id, "done"))).hasSize(2);
    assertThat(paid(id)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/gone.png, HTTP 410",
    "/missing.png, HTTP 404",
    "/login.png, web page",
    "/text.png, text/plain",
    "/redirect.png, HTTP 302",
  })
  void refusesAReferenceThatIsNoMediaBeforeACreditIsSpent(String path, String words) {
    GATE.answer(
        (call, exchange) ->
            switch (call.path()) {
              case "/gone.png" -> Gate.send(exchange, 410, "");
              case "/missing.png" -> Gate.send(exchange, 404, "");
              case "/login.png" ->
                  Gate.send(exchange, 200, "<p>Log in", "Content-Type", "text/html");
              case "/text.png" -> Gate.send(exchange, 200, "no image at all");
              case "/redirect.png" -> Gate.send(exchange, 302, "", "Location", "/elsewhere.png");
              default -> false;
            });

    String id = acceptAt(GATE.baseUri() + path);

    JobDetails failed = until(id, "failed");
    assertThat(failed.job().cause().trouble().word()).isEqualTo("brief");
    assertThat(failed.job().cause().text()).contains(path.substring(1), words);
    assertThat(GATE.calls).noneMatch(call -> call.path().equals("/elsewhere.png"));
    assertThat(paid(id)).isEmpty();
    eventually(() -> assertThat(takers.of(id)).hasSize(1));
  }

  @Test
  void refusesAReferenceAtAPrivateAddressAndNeverConnects() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      List<String> addresses =
          List.of(
              "https://localhost:" + GATE.baseUri().getPort() + "/private.png",
              "https://127.0.0.1:" + other.getLocalPort() + "/private.png",
              "https://[::1]:" + GATE.baseUri().getPort() + "/private.png",
              "https://169.254.169.254/latest/meta-data/private.png");

      List<String> ids = addresses.stream().map(this::acceptAt).toList();

      for (String id : ids) {
        JobDetails failed = until(id, "failed");
        assertThat(failed.job().cause().text()).contains("not public");
        assertThat(paid(id)).isEmpty();
      }
      assertThat(GATE.calls).noneMatch(call -> call.path().contains("private.png"));
      other.setSoTimeout(1);
      assertThatThrownBy(other::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"RATE_LIMITED", "SERVER_ERROR", "SERVER_ERROR_AFTER", "RESET_BEFORE", "RESET_AFTER"})
  void uploadsAgainAfterTroubleThatPasses(TroubleKind kind) {
    RIVYA.trouble().add(next(1, kind));

    String id = accept("main", inline("Restyle", TestImages.png(810 + kind.ordinal())));

    assertThat(causes(until(id, "done"))).hasSize(1);
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void failsWhenRivyaRefusesTheFile() {
    RIVYA.trouble().add(next(1, TroubleKind.REFUSED));

    String id = accept("main", inline("Restyle", TestImages.png(820)));

    assertThat(until(id, "failed").job().cause().text()).contains("validation_failed");
    assertThat(paid(id)).isEmpty();
  }

  @Test
  void uploadsAnewWhatRivyaNoLongerKnows() {
    byte[] photo = TestImages.png(830);
    until(accept("main", inline("Restyle", photo)), "done");
    RIVYA.files().all().forEach(file -> RIVYA.files().forget(file.id()));

    String id = accept("main", inline("Restyle again", photo));

    JobDetails done = until(id, "done");
    assertThat(causes(done)).singleElement().asString().contains("uploaded anew");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void givesUpARequestThatIsRefusedWithFreshUploadsToo() {
    byte[] photo = TestImages.png(840);
    until(accept("main", inline("Restyle", photo)), "done");
    RIVYA.trouble().add(Trouble.next(2, Operation.CREATE, TroubleKind.REFUSED));

    String id = accept("main", inline("Restyle badly", photo));

    assertThat(causes(until(id, "failed"))).hasSize(2);
    assertThat(paid(id)).isEmpty();
  }

  @Test
  void refusesMoreReferencesThanTheModelTakesAtOnce() {
    String brief =
        "{\"model\": \"grok-imagine\", \"prompt\": \"Restyle\", \"references\": [%s]}"
            .formatted("\"" + GATE.baseUri() + "/1.png\", \"" + GATE.baseUri() + "/2.png\"");

    String id = accept("watched", brief);

    JobDetails failed = job(id);
    assertThat(failed.job().state()).isEqualTo("failed");
    assertThat(failed.job().cause().text())
        .contains("2 reference files", "grok-imagine takes at most 1", "Leave");
    assertThat(GATE.calls).noneMatch(call -> call.path().equals("/1.png"));
  }

  @Test
  void refusesAReferenceOfAKindThatTheModelDoesNotTake() {
    String id = accept("main", inline("Restyle", WAV));

    assertThat(job(id).job().state()).isEqualTo("failed");
    assertThat(job(id).job().cause().text()).contains("reference-1", "audio", "takes image");
  }

  @Test
  void holdsADownloadedReferenceAgainstTheModelToo() {
    long uploads = RIVYA.counters().calls(Operation.UPLOAD);
    GATE.answer(
        (call, exchange) -> call.path().equals("/sound.wav") && Gate.send(exchange, 200, WAV));

    String id = acceptAt(GATE.baseUri() + "/sound.wav");

    assertThat(until(id, "failed").job().cause().text())
        .contains("sound.wav", "audio", "takes image");
    assertThat(RIVYA.counters().calls(Operation.UPLOAD)).isEqualTo(uploads);
  }
}
