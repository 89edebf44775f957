package dev.rivyaroutes.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.InsufficientAuthenticationException;

class RefusalsTest {

  private final Refusals refusals = new Refusals(null, null);

  @Test
  void haveABrowserAskForThePasswordWhereNoLoginPageLeads() throws Exception {
    MockHttpServletRequest metrics = new MockHttpServletRequest("GET", "/actuator/prometheus");
    metrics.addHeader("Accept", "text/html");
    metrics.addHeader("Sec-Fetch-Mode", "navigate");
    MockHttpServletResponse answer = new MockHttpServletResponse();
    refusals.challenge(metrics, answer, new InsufficientAuthenticationException("no caller"));

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeader("WWW-Authenticate")).contains("Basic");
    assertThat(answer.getContentType()).startsWith("application/problem+json");
  }
}
