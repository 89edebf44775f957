package dev.rivyaroutes.http.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.testing.CpuTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What a multipart body of single fields costs: time in line with its size. */
class LargeMultipartTest {
  private static final int SIZE = 1_000_000;
  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  /** Neither files nor briefs are in these bodies. */
  private final ReceiveMultipart receive = new ReceiveMultipart(null, null);

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void takesTwiceTheTimeForTwiceTheSize(String shape, IntFunction<String> body) throws Exception {
    byte[] one = body.apply(SIZE).getBytes(UTF_8);
    byte[] twice = body.apply(2 * SIZE).getBytes(UTF_8);

    assertThat(CpuTime.ratio(() -> read(one), () -> read(twice))).isLessThan(3.5);
  }

  private void read(byte[] body) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setContentType("multipart/form-data; boundary=b0undary");
    request.setContent(body);
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.getMessage().setBody(new HttpCall(request, null));
    try {
      receive.receive(exchange, new ByteArrayInputStream(body), Long.MAX_VALUE);
    } catch (Problem e) {
      assertThat(e.status()).isEqualTo(400);
    }
  }

  private static Stream<Arguments> shapes() {
    return Stream.of(
        shape("a long preamble", n -> "x".repeat(n) + part("a", "b")),
        shape("a long field", n -> part("a", "x".repeat(n))),
        shape("almost the boundary", n -> part("a", "\r\n--b0undar".repeat(n / 11))),
        shape("line breaks", n -> part("a", "\r\n".repeat(n / 2))),
        shape("one long header", n -> part("a", "b").replace("name", "x".repeat(n) + "name")),
        shape(
            "many headers",
            n -> part("a", "b").replace("\r\n\r\n", "\r\nX: y".repeat(n / 6) + "\r\n\r\n")),
        shape(
            "a folded header",
            n -> part("a", "b").replace("form-data;", "form-data;\r\n ".repeat(n / 13))),
        shape("quotes in a header", n -> part("\\\"".repeat(n / 2), "b")),
        shape("many parts", n -> part("a", "b").repeat(n / 70)));
  }

  private static Arguments shape(String name, IntFunction<String> body) {
    IntFunction<String> whole = n -> body.apply(n) + "--b0undary--\r\n";
    return Arguments.of(name, whole);
  }

  private static String part(String name, String value) {
    return "--b0undary\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }
}
