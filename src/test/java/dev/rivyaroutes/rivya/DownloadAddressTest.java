package dev.rivyaroutes.rivya;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.rivya.call.Download;
import dev.rivyaroutes.rivya.call.DownloadTrouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadAddressTest {

  /** camel-http puts values of the configuration into an address: none may come from outside. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/{{rivya.secrets-key}}",
        "https://example.com/a?b={{env:HOME}}",
        "https://{{env:HOME}}.example.com/a",
        "https://example.com/a#{{sys:user.name}}",
        "https://example.com/a/\\{{b\\}}",
        "{{rivya.public-url}}/a",
        "https://example.com/${body}",
        "https://example.com/a b",
        "https://user@example.com/a",
        "https://example.com:65536/a",
        "file:///etc/passwd",
        "kamelet:rivya-credits-action",
      })
  void refusesAnAddressThatCamelCouldRead(String address) {
    Download download = new Download(null, null, null, false);

    assertThatThrownBy(() -> download.prepare(null, address)).isInstanceOf(DownloadTrouble.class);
  }
}
