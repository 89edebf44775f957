package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.engine.submit.UploadReferences;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import dev.rivyaroutes.ledger.uploads.UploadProperties;
import dev.rivyaroutes.ledger.uploads.Uploads;
import dev.rivyaroutes.simulator.files.FileShape;
import dev.rivyaroutes.simulator.files.UploadedFile;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.AJob;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * References: downloaded from public addresses, uploaded once, checked before a credit is spent.
 */
class ReferencesRouteTest extends EngineRouteTestBase {

  private static final byte[] WAV =
      HexFormat.of().parseHex("524946462408000057415645666d742010000000");

  @Autowired Uploads uploads;
  @Autowired UploadClaims claims;
  @Autowired AccountGate gate;

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
  void refusesAPhotoInAFormatThatIsNotTakenBeforeAnythingIsSent() {
    byte[] heic = HexFormat.of().parseHex("000000186674797068656963000000006d69663168656963");
    long uploads = RIVYA.counters().calls(Operation.UPLOAD);
    GATE.answer(
        (call, exchange) -> call.path().equals("/IMG_1.jpg") && Gate.send(exchange, 200, heic));

    String staged = accept("main", inline("Restyle", heic));
    String remote = acceptAt(GATE.baseUri() + "/IMG_1.jpg");

    assertThat(job(staged).job().state()).isEqualTo("failed");
    assertThat(job(staged).job().cause().text())
        .contains("reference-1.heic is image/heic", "takes image/jpeg, image/png, image/webp");
    assertThat(until(remote, "failed").job().cause().text())
        .contains("IMG_1.jpg is image/heic", "takes image/jpeg, image/png, image/webp");
    assertThat(RIVYA.counters().calls(Operation.UPLOAD)).isEqualTo(uploads);
  }

  @Test
  void endsAJobWhoseStagedReferenceIsGone() throws Exception {
    byte[] photo = TestImages.png(804);
    RIVYA.trouble().add(Trouble.always(Operation.UPLOAD, TroubleKind.SERVER_ERROR));
    String id = accept("main", inline("Restyle", photo));
    until(id, details -> !causes(details).isEmpty());
    String sha256 = DigestUtils.sha256Hex(photo);
    Path blob = FOLDER.resolve("media").resolve(sha256.substring(0, 2)).resolve(sha256);
    Files.delete(blob);

    RIVYA.trouble().clear();

    JobDetails failed = until(id, "failed");
    assertThat(failed.job().cause().code()).isEqualTo("media_gone");
    assertThat(failed.job().cause().text())
        .contains(
            "no longer has a reference of this job", "no credits were spent", "Submit the brief");
    assertThat(paid(id)).isEmpty();
  }

  @Test
  void readsTheSchemeOfAnAddressInAnyLetterCase() {
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/loud.png") && Gate.send(exchange, 200, TestImages.png(803)));

    String id = acceptAt(GATE.baseUri().toString().replace("https", "HTTPS") + "/loud.png");

    assertThat(causes(until(id, "done"))).isEmpty();
  }

  @Test
  void downloadsAReferenceAgainAfterTroubleThatPasses() {
    AtomicInteger polls = new AtomicInteger();
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/photos/later.png")
                && (polls.incrementAndGet() < 3
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
        assertThat(failed.job().cause().text()).contains("not a public address");
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
  void uploadsAgainWhatRivyaHasDeleted() {
    byte[] photo = TestImages.png(830);
    until(accept("main", inline("Restyle", photo)), "done");
    RIVYA.files().all().forEach(file -> RIVYA.files().forget(file.id()));

    String id = accept("main", inline("Restyle again", photo));

    JobDetails done = until(id, "done");
    assertThat(causes(done)).singleElement().asString().contains("uploaded again");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void sendsNoOtherBytesWhereAnEarlierSendMayHaveTakenEffect() {
    byte[] photo = TestImages.png(832);
    until(accept("main", inline("Restyle", photo)), "done");
    RIVYA.trouble().add(Trouble.always(Operation.CREATE, TroubleKind.SERVER_ERROR));
    String id = accept("main", inline("Restyle in doubt", photo));
    until(id, details -> !causes(details).isEmpty());
    RIVYA.files().all().forEach(file -> RIVYA.files().forget(file.id()));

    RIVYA.trouble().clear();

    assertThat(until(id, "parked").job().cause().text()).contains("may have been charged");
    assertThat(paid(id)).isEmpty();
  }

  @Test
  void uploadsAnewForARequestThatWasMadeBeforeRivyaForgot() {
    byte[] photo = TestImages.png(831);
    until(accept("main", inline("Restyle", photo)), "done");
    RIVYA.trouble().add(Trouble.always(Operation.CREATE, TroubleKind.DISABLED));
    String id = accept("main", inline("Restyle much later", photo));
    until(id, details -> causes(details).size() >= 5);
    RIVYA.files().all().forEach(file -> RIVYA.files().forget(file.id()));

    RIVYA.trouble().clear();

    assertThat(causes(until(id, "done"))).last().asString().contains("uploaded again");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void hasOneOfManyJobsAtTheSameTimeUploadTheirFile() throws Exception {
    List<String> ids = acceptSixDuringAnUpload(832, (call, exchange) -> false);

    ids.forEach(id -> until(id, "done"));
    assertThat(uploadsOf(832)).isEqualTo(1);
    assertThat(ids)
        .flatExtracting(id -> causes(job(id)))
        .isNotEmpty()
        .allSatisfy(
            cause -> assertThat(cause).startsWith("Another job is uploading the same file"));
    assertThat(ids).allSatisfy(id -> assertThat(paid(id)).hasSize(1));
  }

  @Test
  void hasAnotherJobUploadTheFileWhenTheFirstFails() throws Exception {
    String refusal = "{\"error\": {\"code\": \"validation_failed\", \"message\": \"No.\"}}";
    List<String> ids =
        acceptSixDuringAnUpload(833, (call, exchange) -> Gate.send(exchange, 400, refusal));

    ids.forEach(id -> until(id, details -> details.job().finishedAt() != null));
    assertThat(ids).extracting(id -> job(id).job().status()).containsOnlyOnce("failed");
    assertThat(uploadsOf(833)).isEqualTo(2);
  }

  @Test
  void reusesNothingWhereReuseIsOff() throws Exception {
    byte[] photo = TestImages.png(834);
    String id = accept("main", inline("Restyle", photo));
    until(id, "done");
    JobFile file =
        new JobFile(
            1, "a.png", "image/png", "image", photo.length, DigestUtils.sha256Hex(photo), null);
    Job job = AJob.of(id, "main", CLOCK.instant(), null);

    UploadReferences on =
        new UploadReferences(uploads, claims, new UploadProperties(Duration.ofHours(1)), gate);
    UploadReferences off =
        new UploadReferences(uploads, claims, new UploadProperties(Duration.ZERO), gate);

    assertThat(on.find(job, file)).isNotNull();
    assertThat(off.find(job, file)).isNull();
  }

  /** The first upload of these bytes is answered when other jobs wait for it. */
  private List<String> acceptSixDuringAnUpload(int seed, Gate.Answer first) throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger uploads = new AtomicInteger();
    GATE.answer(
        (call, exchange) -> {
          if (!isUploadOf(call, seed) || uploads.getAndIncrement() > 0) {
            return false;
          }
          try {
            waiting.await(1500, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return first.to(call, exchange);
        });
    List<String> ids =
        IntStream.range(0, 6)
            .mapToObj(i -> accept("watched", inline("Six " + i, TestImages.png(seed))))
            .toList();
    eventually(() -> assertThat(ids).anyMatch(id -> !causes(job(id)).isEmpty()));
    waiting.countDown();
    return ids;
  }

  private static boolean isUploadOf(Call call, int seed) {
    String bytes = new String(TestImages.png(seed), StandardCharsets.ISO_8859_1);
    return call.path().equals("/api/v1/files")
        && new String(call.body(), StandardCharsets.ISO_8859_1).contains(bytes);
  }

  private static long uploadsOf(int seed) {
    return GATE.calls.stream().filter(call -> isUploadOf(call, seed)).count();
  }

  @ParameterizedTest
  @EnumSource(FileShape.class)
  void understandsEachShapeOfTheAnswerToAnUpload(FileShape shape) throws Exception {
    RIVYA.files().shape(shape);
    byte[] video = getClass().getResourceAsStream("/simulator/sample.mp4").readAllBytes();
    video[video.length - 1] = (byte) shape.ordinal();
    String brief =
        inline("Go on from here", video).replaceFirst("\\{", "{\"model\": \"wan-2-6\", ");

    String first = accept("main", brief);
    until(first, "done");
    String second = accept("main", brief);
    until(second, "done");

    for (String id : List.of(first, second)) {
      JsonNode item = paid(id).get(0).params().path("referenceMediaItems").path(0);
      assertThat(item.path("kind").asText()).isEqualTo("video");
      assertThat(RIVYA.files().all())
          .extracting(UploadedFile::durationToken)
          .contains(item.path("durationToken").asText("missing"));
    }
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
  void checksADownloadedReferenceAgainstTheModelToo() {
    long uploads = RIVYA.counters().calls(Operation.UPLOAD);
    GATE.answer(
        (call, exchange) -> call.path().equals("/sound.wav") && Gate.send(exchange, 200, WAV));

    String id = acceptAt(GATE.baseUri() + "/sound.wav");

    assertThat(until(id, "failed").job().cause().text())
        .contains("sound.wav", "audio", "takes image");
    assertThat(RIVYA.counters().calls(Operation.UPLOAD)).isEqualTo(uploads);
  }
}
