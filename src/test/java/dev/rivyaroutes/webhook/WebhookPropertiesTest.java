package dev.rivyaroutes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.events.NewEvent;
import dev.rivyaroutes.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookPropertiesTest {

  private static final String KEY = "rivya.accounts.a.webhook";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static WebhookProperties bound(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      all.put("w." + parts[0], parts[1]);
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("w", WebhookProperties.class);
  }

  @Test
  void takesNoEventsWithoutASecret() {
    assertThat(bound().isOn()).isFalse();
    assertThat(bound("secrets=").isOn()).isFalse();
    assertThat(bound("secrets= , ").isOn()).isFalse();
    assertThat(bound("secrets=" + SECRET + ", " + SECRET).secrets())
        .containsExactly(SECRET, SECRET);
    assertThatCode(() -> bound().check(KEY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secrets=whsec_*hidden* | A webhook secret is empty or not base64 after whsec_",
        "tolerance=10ms | rivya.accounts.a.webhook.tolerance is 10ms; it must be at least 1s.",
        "scheme=timestamped;signature-header= | signature-header is empty; name a header",
      })
  void saysWhatIsWrongByItsKeyAndWithoutASecret(String settings, String words) {
    WebhookProperties wrong = bound(settings.split(";"));
    assertThatThrownBy(() -> wrong.check(KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(KEY, words)
        .hasMessageNotContaining("hidden");
    assertThat(wrong.toString()).doesNotContain("hidden");
  }

  @Test
  void takesAnIdOnlyWhereItIsSigned() throws Exception {
    String[] settings = {"secrets=s3cret", "scheme=timestamped", "signature-header=X-Sign"};
    String body = "{\"type\": \"generation.failed\"}";
    String signature = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, "s3cret").hmacHex("0." + body);
    Webhooks webhooks =
        new Webhooks(
            Map.of("a", bound(settings)),
            account -> List.of("s3cret"),
            new SettableClock(Instant.EPOCH));

    NewEvent event =
        webhooks.verified(
            "a",
            Map.of("webhook-id", List.of("evt_1"), "x-sign", List.of("t=0,v1=" + signature)),
            body.getBytes(StandardCharsets.UTF_8));

    assertThat(event.id()).startsWith("sha256:").hasSize(71);
    assertThat(event.type()).isEqualTo("generation.failed");
    assertThat(webhooks.takes("b")).isFalse();
    assertThat(webhooks.trusts("a")).isFalse();
  }

  @Test
  void hasAnAddressForEachAccount() {
    WebhookProperties settings = bound("public-url= https://a.test/base/");

    settings.check(KEY);
    assertThat(settings.url("shop")).isEqualTo("https://a.test/base/webhooks/rivya/shop");
    assertThat(settings.isOn()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.test",
        "ftp://a.test",
        "https://u:p@a.test",
        "https://a.test?x=1",
        "https:// a"
      })
  void refusesWhatIsNoAddress(String url) {
    assertThatThrownBy(() -> bound("public-url=" + url).check(KEY))
        .hasMessageContaining(KEY + ".public-url")
        .hasMessageContaining("https://media.example.com");
    assertThatThrownBy(() -> bound("overlap=0ms").check(KEY))
        .hasMessageContaining(KEY + ".overlap is 0ms");
  }
}
