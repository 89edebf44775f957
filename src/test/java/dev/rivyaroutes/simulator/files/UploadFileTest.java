package dev.rivyaroutes.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.media.DrawPng;
import dev.rivyaroutes.simulator.media.EncodeMp4;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadFileTest {

  private static final byte[] PNG = DrawPng.paint(16, "", "", 0);
  private static final byte[] MP4 = new EncodeMp4(0).of("x").head();
  private static final int MB = 1 << 20;

  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withKeys(
                  SimulatedKey.accepted("rvya_sk_a", "a"),
                  SimulatedKey.accepted("rvya_sk_b", "b")));
  private final Caller caller = new Caller(rivya, "rvya_sk_a");

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void keepsWhatIsKnownOfAFileAndShowsItToItsOwner() throws Exception {
    Caller.Answer answer = upload("image/png", PNG, "kind", "image", "client_request_id", "mine");

    JsonNode file = answer.json();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(file.path("size").asLong()).isEqualTo(PNG.length);
    assertThat(file.path("mime_type").asText()).isEqualTo("image/png");
    assertThat(file.path("url").asText()).endsWith("/m%C3%B6we%201");
    assertThat(file.has("duration_token")).isFalse();
    assertThat(rivya.files().all().get(0).sha256()).isEqualTo(DigestUtils.sha256Hex(PNG));
    String path = "/files/" + file.path("id").asText();
    assertThat(caller.send(caller.api(path)).json()).isEqualTo(file);
    Caller other = new Caller(rivya, "rvya_sk_b");
    assertThat(other.send(other.api(path)).code()).isEqualTo("not_found");
  }

  @Test
  void answersInEachShapeThatThePagesLeaveOpen() throws Exception {
    for (String shape : List.of("file", "data")) {
      Caller.Answer changed = caller.control("PUT", "files", "{\"shape\":\"" + shape + "\"}");
      JsonNode answer = upload("image/png", PNG, "kind", "image").json();

      assertThat(changed.status()).isEqualTo(200);
      String id = answer.path(shape).path("id").asText();
      assertThat(id).startsWith("file_");
      assertThat(caller.send(caller.api("/files/" + id)).json()).isEqualTo(answer);
    }
    assertThat(caller.control("PUT", "files", "{\"shape\":\"odd\"}").status()).isEqualTo(400);
  }

  @Test
  void streamsAFileOfFiftyMegabytes() throws Exception {
    byte[] megabyte = new byte[MB];
    System.arraycopy(MP4, 0, megabyte, 0, MP4.length);
    Caller.Answer answer =
        caller.upload(
            "video/mp4",
            BodyPublishers.ofByteArrays(Collections.nCopies(50, megabyte)),
            "kind",
            "video");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("size").asLong()).isEqualTo(50L * MB);
    assertThat(answer.json().path("duration_token").asText()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({"image/png, image, 11", "video/mp4, video, 51"})
  void refusesWhatIsTooLarge(String type, String kind, int megabytes) throws Exception {
    byte[] start = Arrays.copyOf(type.equals("image/png") ? PNG : MP4, MB);
    Caller.Answer answer =
        caller.upload(
            type, BodyPublishers.ofByteArrays(Collections.nCopies(megabytes, start)), "kind", kind);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation_failed");
    assertThat(rivya.files().all()).isEmpty();
  }

  @Test
  void checksTheFileAgainstTheModel() throws Exception {
    byte[] large = Arrays.copyOf(PNG, 11 * MB);

    assertThat(upload("image/png", large, "kind", "image", "model", "nano-banana-2").status())
        .isEqualTo(201);
    assertThat(upload("image/png", large, "kind", "image", "model", "nano-banana").status())
        .isEqualTo(400);
    assertThat(upload("image/png", PNG, "kind", "image", "model", "z-image").status())
        .isEqualTo(400);
    assertThat(upload("image/png", PNG, "kind", "image", "model", "no-such-model").status())
        .isEqualTo(400);
    assertThat(upload("image/png", PNG, "kind", "image", "model", "gpt-5-2-chat").status())
        .isEqualTo(201);
  }

  @Test
  void refusesWhatTheSignatureDoesNotBear() throws Exception {
    assertThat(upload("image/png", new byte[64], "kind", "image").status()).isEqualTo(400);
    assertThat(upload("image/jpeg", PNG, "kind", "image").status()).isEqualTo(400);
    assertThat(upload("image/png", PNG, "kind", "video").status()).isEqualTo(400);
    assertThat(upload("image/png", PNG, "kind", "picture").status()).isEqualTo(400);
    assertThat(upload("image/png", PNG).status()).isEqualTo(400);
    assertThat(upload("image/png", PNG, "kind", "image", "colour", "red").status()).isEqualTo(400);
    assertThat(upload("image/png", new byte[0], "kind", "image").status()).isEqualTo(400);
    assertThat(
            upload("image/png", PNG, "kind", "image", "client_request_id", "x".repeat(129))
                .status())
        .isEqualTo(400);
    assertThat(rivya.files().all()).isEmpty();
  }

  @Test
  void refusesABodyThatIsNoForm() throws Exception {
    Caller.Answer answer =
        caller.send(
            caller
                .api("/files")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(PNG)));

    assertThat(answer.code()).isEqualTo("validation_failed");
  }

  @Test
  void takesAnUploadedFileAsReferenceOfItsOwnerOnly() throws Exception {
    String url = upload("image/png", PNG, "kind", "image").json().path("url").asText();
    String body = reference("nano-banana", url, "image", "");

    assertThat(caller.create(body, null).status()).isEqualTo(201);
    assertThat(caller.create(body.replace("\"image\"", "\"video\""), null).status()).isEqualTo(400);
    assertThat(new Caller(rivya, "rvya_sk_b").create(body, null).status()).isEqualTo(400);
    String elsewhere = reference("nano-banana", "https://example.com/a.png", "image", "");
    assertThat(caller.create(elsewhere, null).code()).isEqualTo("validation_failed");

    rivya.files().forget(rivya.files().all().get(0).id());
    assertThat(caller.create(body, null).code()).isEqualTo("validation_failed");
  }

  @Test
  void asksForTheDurationTokenOfAVideo() throws Exception {
    JsonNode file = upload("video/mp4", MP4, "kind", "video").json();
    String url = file.path("url").asText();
    String token = ",\"durationToken\":\"" + file.path("duration_token").asText() + "\"";

    assertThat(caller.create(reference("wan-2-6", url, "video", ""), null).status()).isEqualTo(400);
    assertThat(caller.create(reference("wan-2-6", url, "video", token), null).status())
        .isEqualTo(201);
    assertThat(
            caller
                .create(reference("wan-2-6", url, "video", token + ",\"mime_type\":\"x\""), null)
                .status())
        .isEqualTo(400);
  }

  @Test
  void refusesMoreReferencesThanTheModelTakes() throws Exception {
    String url = upload("image/png", PNG, "kind", "image").json().path("url").asText();
    String one = reference("kling-2-6", url, "image", "");
    String two = one.replaceFirst("\\[(.*)]", "[$1,$1]");

    assertThat(caller.create(one, null).status()).isEqualTo(201);
    assertThat(caller.create(two, null).status()).isEqualTo(400);
  }

  private Caller.Answer upload(String type, byte[] bytes, String... fields) throws Exception {
    return caller.upload(type, BodyPublishers.ofByteArray(bytes), fields);
  }

  private static String reference(String model, String url, String kind, String more) {
    return "{\"model\":\"%s\",\"prompt\":\"x\",\"params\":{\"referenceMediaItems\":[{\"url\":\"%s\",\"kind\":\"%s\"%s}]}}"
        .formatted(model, url, kind, more);
  }
}
