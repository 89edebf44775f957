package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads of results: repeated until they are whole, and never with the key. */
class FetchRouteTest extends EngineRouteTestBase {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(
      names = {"EXPIRED", "TRUNCATED", "SERVER_ERROR", "RATE_LIMITED", "RESET_BEFORE", "NOT_FOUND"})
  void repeatsADownloadUntilTheFileIsWhole(TroubleKind kind) throws Exception {
    RIVYA.trouble().add(Trouble.next(2, Operation.MEDIA, kind));

    String id = accept("main", "A house that breaks off: " + kind);

    JobDetails done = until(id, "done");
    assertThat(causes(done)).isNotEmpty();
    assertThat(done.results()).hasSize(1);
    String sha256 = done.results().get(0).sha256();
    Path kept = FOLDER.resolve("media").resolve(sha256.substring(0, 2)).resolve(sha256);
    assertThat(kept).hasSize(done.results().get(0).size());
    // The last chunk of a PNG, and its checksum.
    assertThat(Files.readAllBytes(kept)).endsWith('I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82);
    assertThat(paid(id)).hasSize(1);
    assertThat(takers.of(id)).hasSize(1);
    assertThat(RIVYA.counters().keysLeakedToMedia()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "empty, is empty",
    "page, a web page",
    "redirect, HTTP 302",
    "private, not a public address",
    "file, not an https URL",
    "user, not an https URL",
    "none, without a result file",
  })
  void keepsNothingThatIsNoResultAndAsksForTheAddressAnew(String kind, String words) {
    GATE.answer(
        (call, exchange) -> {
          if (call.path().startsWith("/api/v1/generations/")) {
            return Gate.send(exchange, 200, resultAt(call, address(kind)));
          }
          return switch (call.path()) {
            case "/empty" -> Gate.send(exchange, 200, "", "Content-Type", "image/png");
            case "/page" -> Gate.send(exchange, 200, "<p>Log in", "Content-Type", "text/html");
            case "/redirect" -> Gate.send(exchange, 302, "", "Location", "/secret");
            default -> false;
          };
        });
    String id = accept("watched", "A house at a strange address: " + kind);
    JobDetails troubled = until(id, details -> causes(details).size() > 1);
    assertThat(causes(troubled)).allSatisfy(cause -> assertThat(cause).contains(words));
    assertThat(troubled.results()).isEmpty();

    GATE.passOn();

    until(id, "done");
    assertThat(GATE.calls).noneMatch(call -> call.path().equals("/secret"));
    assertThat(GATE.calls)
        .filteredOn(call -> !call.path().startsWith("/api/"))
        .allMatch(call -> call.header("Authorization") == null);
    assertThat(GATE.calls).allMatch(call -> call.header("Rivya-Account") == null);
    assertThat(paid(id)).hasSize(1);
  }

  private static String address(String kind) {
    return switch (kind) {
      case "private" -> "https://localhost:" + GATE.baseUri().getPort() + "/secret";
      case "file" -> "file:///etc/hostname";
      case "user" -> "https://me:secret@127.0.0.1:" + GATE.baseUri().getPort() + "/secret";
      case "none" -> null;
      default -> GATE.baseUri() + "/" + kind;
    };
  }

  static String resultAt(Call call, String address) throws IOException {
    ObjectNode task = (ObjectNode) JSON.readTree(GATE.forward(call).body());
    ObjectNode result = task.putObject("result");
    result.put("primary_url", address);
    if (address != null) {
      result.putArray("urls").add(address);
    }
    return task.toString();
  }

  @Test
  void showsAResultThatCannotBeFetchedAsParkedAndGoesOnByItself() {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/")
                ? Gate.send(exchange, 200, resultAt(call, address("broken")))
                : call.path().equals("/broken") && Gate.send(exchange, 500, ""));
    String id = accept("watched", "A house behind a wall");
    until(id, details -> causes(details).size() > 1);

    CLOCK.forward(Duration.ofMinutes(61));

    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().text()).contains("HTTP 500", "within 1 h.");

    GATE.answer(
        (call, exchange) ->
            call.path().equals("/broken")
                && Gate.send(exchange, 200, TestImages.png(9), "Content-Type", "image/png"));
    CLOCK.forward(Duration.ofMinutes(11));

    until(id, "done");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void keepsTheAddressesOfAResultThatIsLargerThanTheLedgersColumn() {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/")
                && Gate.send(exchange, 200, withNotes(call, "x".repeat(1_100_000)).toString()));
    String id = accept("watched", "A house with a long story");

    JobDetails done = until(id, "done");

    assertThat(causes(done)).isEmpty();
    assertThat(done.results()).hasSize(1);
  }

  private static ObjectNode withNotes(Call call, String notes) throws IOException {
    ObjectNode task = (ObjectNode) JSON.readTree(GATE.forward(call).body());
    if (task.path("result") instanceof ObjectNode result) {
      result.put("notes", notes);
    }
    return task;
  }

  @Test
  void parksAJobWhoseResultTheLedgerCannotStore() {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/")
                && Gate.send(
                    exchange, 200, resultAt(call, GATE.baseUri() + "/" + "x".repeat(1_100_000))));

    String id = accept("watched", "A house at a very long address");

    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().code()).isEqualTo("data");
    assertThat(parked.job().cause().text())
        .contains("the ledger cannot store", "has charged for task " + parked.job().taskId());
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void followsNoRedirectWithTheKey() {
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/api/v1/generations")
                && Gate.send(exchange, 307, "", "Location", GATE.baseUri() + "/elsewhere"));
    String id = accept("watched", "A house that moved");
    until(id, details -> causes(details).size() > 1);
    assertThat(GATE.calls).noneMatch(call -> call.path().equals("/elsewhere"));

    GATE.passOn();

    until(id, "done");
    assertThat(paid(id)).hasSize(1);
  }
}
