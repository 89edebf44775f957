package dev.rivyaroutes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void hasAnAddressForEachAccount() {
    WebhookSettings settings = new WebhookSettings(List.of(" "), "https://a.test/base/", DAY);

    settings.check("x");
    assertThat(settings.url("shop")).isEqualTo("https://a.test/base/webhooks/rivya/shop");
    assertThat(settings.secrets()).isEmpty();
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
    assertThatThrownBy(() -> new WebhookSettings(List.of(), url, DAY).check("rivya.accounts.x"))
        .hasMessageContaining("rivya.accounts.x.public-url")
        .hasMessageContaining("https://media.example.com");
  }

  @Test
  void showsNoSecret() {
    assertThat(new WebhookSettings(List.of("whsec_x"), "", DAY))
        .hasToString("1 secret(s), no endpoint");
    assertThatThrownBy(() -> new WebhookSettings(List.of(), "", Duration.ZERO).check("k"))
        .hasMessageContaining("k.overlap is 0ms");
  }
}
