package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class SignCallbackTest {

  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  public static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  @Test
  void givesTheSignatureOfTheSpecification() {
    // The example of the Standard Webhooks repository.
    String signature =
        SignCallback.sign(
            List.of(SECRET),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1614265330),
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isVerifiedByOtherPeoplesVerifierWithEitherSecret() throws Exception {
    String body = "{\"prompt\":\"größe 猫\"}";
    // Their verifier reads the machine's clock.
    Instant now = Instant.now();
    String signature =
        SignCallback.sign(
            List.of(SECRET, OLD_SECRET), "dlv-1", now, body.getBytes(StandardCharsets.UTF_8));

    for (String secret : List.of(SECRET, OLD_SECRET)) {
      assertThatCode(() -> new Webhook(secret).verify(body, headers(now, signature)))
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> new Webhook(SECRET).verify(body + " ", headers(now, signature)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
  void refusesWhatIsNoSecret(String text) {
    assertThat(SignCallback.isSecret(text)).isFalse();
    assertThat(SignCallback.isSecret(SECRET)).isTrue();
  }

  static HttpHeaders headers(Instant timestamp, String signature) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of("dlv-1"),
            "webhook-timestamp", List.of(Long.toString(timestamp.getEpochSecond())),
            "webhook-signature", List.of(signature)),
        (name, value) -> true);
  }
}
