package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.delivery.DeliveryFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the shipped callback-result-sink calls, and whom never. */
class CallbackAddressesRouteTest extends CallbackCase {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.1.2.3",
      })
  void neverCallsAPrivateAddress(String host) throws Exception {
    receiver(
        "default", "https://" + host + ":" + server.port() + "/", false, Duration.ofSeconds(2));

    DeliveryFailed failed = failed(deliver(Map.of()));

    assertThat(server.calls).isEmpty();
    assertThat(failed.permanent()).isTrue();
    assertThat(failed)
        .hasMessageContaining("which is not a public address")
        .hasMessageContaining("rivya.callbacks.default.allow-private");
  }

  /**
   * 0177.0.0.1 is 127.0.0.1 to some programs and 177.0.0.1 to others; others are no host in a URL.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0177.0.0.1",
        "127.0.0.01",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0X7F.0.0.1",
        "127.1",
        "127.0.1",
        "017700000001",
        "1.1.1.1.",
        "256.1.1.1"
      })
  void callsNobodyForANumberThatProgramsReadDifferently(String host) {
    receiver(
        "default", "https://" + host + ":" + server.port() + "/", false, Duration.ofSeconds(2));

    assertThatThrownBy(() -> failed(deliver(Map.of())))
        .satisfiesAnyOf(
            e -> assertThat(e).rootCause().hasMessageContaining("has no valid host"),
            e -> assertThat(e).rootCause().hasMessageContaining("is not a URL"));

    assertThat(server.calls).isEmpty();
  }

  @Test
  void checksTheAddressAnewOnEveryAttempt() throws Exception {
    receiver("default", "https://erp.example.com/", false, Duration.ofMillis(500));
    String route = routes.start("callback-result-sink", Map.of());
    // Public and reachable by nobody, then private, then what the third look-up must not see.
    lookups.addAll(List.of("2000::1", "10.0.0.1", "127.0.0.1"));

    DeliveryFailed first = failed(routes.send(route, result));
    DeliveryFailed second = failed(routes.send(route, result));

    assertThat(first.permanent()).isFalse();
    assertThat(second.permanent()).isTrue();
    assertThat(second).hasMessageContaining("erp.example.com resolves to 10.0.0.1");
    assertThat(lookups).as("one look-up an attempt").containsExactly("127.0.0.1");
    lookups.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "other"})
  void stopsTheStartWithTheRemedyWhenTheConnectionIsMissing(String connection) {
    assertThatThrownBy(() -> routes.start("callback-result-sink", Map.of("connection", connection)))
        .rootCause()
        .hasMessage(
            "rivya.callbacks.%s.url is not set; set it, or name another connection in the flow's callback-result-sink (configured: default)."
                .formatted(connection));
  }

  @Test
  void stopsTheStartWhenFilesIsNoneOfItsWords() {
    assertThatThrownBy(() -> routes.start("callback-result-sink", Map.of("files", "attached")))
        .rootCause()
        .hasMessageContaining("it must be links or inline");
  }
}
