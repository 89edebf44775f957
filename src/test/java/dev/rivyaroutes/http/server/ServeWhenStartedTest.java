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

  @Test
  void showsPeopleAPageThatTriesAgain() throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      MockHttpServletResponse page = call(camel, "GET", "/console", "text/html,*/*");

      assertThat(page.getStatus()).isEqualTo(503);
      assertThat(page.getHeader("Retry-After")).isEqualTo("5");
      assertThat(page.getContentType()).startsWith("text/html");
      assertThat(page.getContentAsString())
          .contains("<meta http-equiv=\"refresh\" content=\"5\">", "starting or stopping");
      assertThat(call(camel, "GET", "/api/jobs", "text/html").getContentType())
          .startsWith("application/problem+json");
      assertThat(call(camel, "POST", "/console/jobs/x/cancel", "text/html").getContentType())
          .startsWith("application/problem+json");
    }
  }

  private static void assertAsksToRetry(CamelContext camel) throws Exception {
    MockHttpServletResponse answer = call(camel);

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
    assertThat(answer.getContentType()).startsWith("application/problem+json");
  }

  private static MockHttpServletResponse call(CamelContext camel) throws Exception {
    return call(camel, "POST", "/api/x", "*/*");
  }

  private static MockHttpServletResponse call(
      CamelContext camel, String method, String path, String accept) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.addHeader("Accept", accept);
    MockHttpServletResponse answer = new MockHttpServletResponse();
    new ServeWhenStarted(camel).doFilter(request, answer, new MockFilterChain());
    return answer;
  }
}
