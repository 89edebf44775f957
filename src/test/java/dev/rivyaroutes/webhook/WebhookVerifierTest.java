package dev.rivyaroutes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.testing.SettableClock;
import dev.rivyaroutes.webhook.WebhookProperties.Scheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {

  /** The example of the Standard Webhooks repository. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIMESTAMP = "1614265330";
  private static final byte[] BODY = bytes("{\"test\": 2432232314}");
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final SettableClock clock =
      new SettableClock(Instant.ofEpochSecond(Long.parseLong(TIMESTAMP)));
  private final WebhookVerifier verifier = standard(SECRET);

  @Test
  void takesThePublishedVectors() throws WebhookRefused {
    assertThat(verifier.verify(headers(SIGNATURE), BODY)).isEqualTo(ID);

    // The example of the specification's own text.
    clock.forward(Duration.ofSeconds(1731705121L - Long.parseLong(TIMESTAMP)));
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id", List.of("msg_loFOjxBNrRLzqYUf"),
            "webhook-timestamp", List.of("1731705121"),
            "webhook-signature", List.of("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="));
    byte[] body = bytes("{\"event_type\":\"ping\",\"data\":{\"success\":true}}");
    assertThat(standard("whsec_plJ3nmyCDGBKInavdOK15jsl").verify(headers, body))
        .isEqualTo("msg_loFOjxBNrRLzqYUf");
  }

  @Test
  void takesHeadersInAnyLetterCase() throws WebhookRefused {
    Map<String, List<String>> mixed =
        Map.of(
            "WEBHOOK-ID", List.of(ID),
            "Webhook-Timestamp", List.of(TIMESTAMP),
            "webhook-Signature", List.of(SIGNATURE),
            "x-other", List.of("a", "b"));
    assertThat(verifier.verify(mixed, BODY)).isEqualTo(ID);
  }

  @Test
  void takesTheOldAndTheNewSecretWhileTheyRotate() {
    WebhookVerifier both = standard(OTHER, SECRET);
    assertThatCode(() -> both.verify(headers(SIGNATURE), BODY)).doesNotThrowAnyException();
    assertThatCode(() -> both.verify(headers("v1,AAAA v1a,zzz " + SIGNATURE + " v1,??"), BODY))
        .doesNotThrowAnyException();
    refuses(standard(OTHER), headers(SIGNATURE), BODY, "matches a secret");
  }

  @Test
  void refusesAnotherBodyIdTimestampAndVersion() {
    refuses(verifier, headers(SIGNATURE), bytes("{\"test\": 2432232315}"), "matches a secret");
    refuses(verifier, with("webhook-id", "msg_other"), BODY, "matches a secret");
    refuses(verifier, with("webhook-timestamp", "1614265331"), BODY, "matches a secret");
    refuses(verifier, headers(SIGNATURE.replace("v1,", "v2,")), BODY, "matches a secret");
    refuses(verifier, headers(SIGNATURE.substring(3)), BODY, "matches a secret");
    refuses(verifier, headers(SIGNATURE.substring(0, 20)), BODY, "matches a secret");
  }

  @Test
  void refusesWhatIsTooOldOrFromTheFuture() {
    clock.forward(TOLERANCE);
    assertThatCode(() -> verifier.verify(headers(SIGNATURE), BODY)).doesNotThrowAnyException();
    clock.forward(Duration.ofSeconds(1));
    refuses(verifier, headers(SIGNATURE), BODY, "301 s away from the current time");
    clock.forward(Duration.ofSeconds(-602));
    refuses(verifier, headers(SIGNATURE), BODY, "301 s away from the current time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "1e9", "1614265330.5", "99999999999999999999", "١٦١٤٢٦٥٣٣٠", "NaN"})
  void refusesATimestampThatIsNone(String timestamp) {
    refuses(verifier, with("webhook-timestamp", timestamp), BODY, "timestamp");
  }

  @Test
  void refusesMissingRepeatedAndHugeHeaders() {
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      Map<String, List<String>> without = new HashMap<>(headers(SIGNATURE));
      without.remove(name);
      refuses(verifier, without, BODY, name + " is missing");
      refuses(verifier, with(name, "v".repeat(9000)), BODY, name + " is too long");
    }
    Map<String, List<String>> twice = new HashMap<>(headers(SIGNATURE));
    twice.put("Webhook-ID", List.of(ID));
    refuses(verifier, twice, BODY, "several headers webhook-id");
  }

  @Test
  void takesATimestampedSignature() throws Exception {
    WebhookVerifier timestamped = verifier(Scheme.TIMESTAMPED, "a secret");
    String hex = hmacHex("a secret", TIMESTAMP + "." + new String(BODY, StandardCharsets.UTF_8));
    for (String header :
        List.of(
            "t=" + TIMESTAMP + ",v1=" + hex,
            "t=" + TIMESTAMP + ", v1=00ff, v1=" + hex.toUpperCase() + ",v0=x")) {
      assertThat(timestamped.verify(Map.of("Rivya-Signature", List.of(header)), BODY)).isEmpty();
    }
    refuses(
        timestamped,
        Map.of("rivya-signature", List.of("v1=" + hex)),
        BODY,
        "timestamp is not a Unix time");
    refuses(
        timestamped,
        Map.of("rivya-signature", List.of("t=1614265331,v1=" + hex)),
        BODY,
        "matches a secret");
  }

  @Test
  void refusesASecretThatIsNoneWithoutShowingIt() {
    assertThatThrownBy(() -> standard("whsec_not base64!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("not base64!")
        .hasNoCause();
    assertThatThrownBy(() -> standard("whsec_")).hasMessageContaining("copy it again");
    assertThatThrownBy(() -> verifier(Scheme.TIMESTAMPED, "")).hasMessageContaining("is empty");
  }

  @Property(tries = 2000)
  void throwsNothingButItsRefusal(
      @ForAll("hostile") String id,
      @ForAll("hostile") String timestamp,
      @ForAll("hostile") String signature,
      @ForAll byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("webhook-id", List.of(id));
    headers.put("Webhook-Timestamp", Arrays.asList(timestamp));
    headers.put("webhook-signature", List.of(signature));
    headers.put("rivya-signature", List.of(signature));
    headers.put(null, List.of("HTTP/1.1 200"));
    headers.put("nothing", null);
    for (WebhookVerifier one : List.of(verifier, verifier(Scheme.TIMESTAMPED, "s"))) {
      assertThatThrownBy(() -> one.verify(headers, body)).isInstanceOf(WebhookRefused.class);
    }
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(300),
        Arbitraries.strings().withChars("v1,= tT\u0000\r\nAa0/+").ofMaxLength(9000),
        Arbitraries.of("t=" + TIMESTAMP + ",v1=", SIGNATURE, TIMESTAMP, "v1,", "t=,v1=0"));
  }

  private void refuses(
      WebhookVerifier by, Map<String, List<String>> headers, byte[] body, String reason) {
    assertThatThrownBy(() -> by.verify(headers, body))
        .isInstanceOf(WebhookRefused.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("MfKQ9r8");
  }

  private WebhookVerifier standard(String... secrets) {
    return verifier(Scheme.STANDARD_WEBHOOKS, secrets);
  }

  private WebhookVerifier verifier(Scheme scheme, String... secrets) {
    return new WebhookVerifier(scheme, "rivya-signature", List.of(secrets), TOLERANCE, clock);
  }

  private static Map<String, List<String>> headers(String signature) {
    return Map.of(
        "webhook-id", List.of(ID),
        "webhook-timestamp", List.of(TIMESTAMP),
        "webhook-signature", List.of(signature));
  }

  private static Map<String, List<String>> with(String name, String value) {
    Map<String, List<String>> headers = new HashMap<>(headers(SIGNATURE));
    headers.put(name, List.of(value));
    return headers;
  }

  private static String hmacHex(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
