package dev.rivyaroutes.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ServeWhenStartedTest {

  @Test
  void asksToRetryBeforeTheRoutesStartAndAfterTheyStop() throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      assertAsksToRetry(camel);

      camel.start();
      assertThat(call(camel).getStatus()).isEqualTo(200);

      camel.stop();
      assertAsksToRetry(camel);
    }
  }

  private static void assertAsksToRetry(CamelContext camel) throws Exception {
    MockHttpServletResponse answer = call(camel);

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
    assertThat(answer.getContentType()).startsWith("application/problem+json");
  }

  private static MockHttpServletResponse call(CamelContext camel) throws Exception {
    MockHttpServletResponse answer = new MockHttpServletResponse();
    new ServeWhenStarted(camel)
        .doFilter(new MockHttpServletRequest("POST", "/api/x"), answer, new MockFilterChain());
    return answer;
  }
}
