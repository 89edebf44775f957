package dev.rivyaroutes.rivya.call;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RivyaClientTest {

  @ParameterizedTest
  @CsvSource({
    "https://rivya.ai, https://rivya.ai/api/v1/credits",
    "https://rivya.ai, https://rivya.ai:443/api/v1/credits",
    "https://Rivya.ai:443/, https://rivya.ai/api/v1/credits",
    "http://127.0.0.1:9000, http://127.0.0.1:9000/api/v1/credits",
    "http://[::1]:9000, http://[::1]:9000/api/v1/credits",
    "https://proxy.example/rivya, https://proxy.example/rivya/api/v1/credits",
  })
  void callsTheAddressOfTheAccount(String base, String address) {
    assertThatCode(() -> RivyaClient.requireAddress(target(address), "a", base))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "https://rivya.ai, http://rivya.ai/",
    "https://rivya.ai, https://rivya.ai:8443/",
    "https://rivya.ai, https://rivya.ai.example/",
    "https://rivya.ai, https://127.0.0.1/",
    "http://[::1]:9000, http://[::2]:9000/",
  })
  void callsNoOtherAddress(String base, String address) {
    assertThatThrownBy(() -> RivyaClient.requireAddress(target(address), "a", base))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("was not sent", "account a calls", "Remove the headers");
  }

  /** As the client determines it. */
  private static HttpHost target(String address) throws Exception {
    return RoutingSupport.determineHost(new HttpGet(URI.create(address)));
  }
}
