package dev.rivyaroutes.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class EndOldLoginsTest {
  private final MockHttpSession session = new MockHttpSession();
  private final SettableClock clock =
      new SettableClock(Instant.ofEpochMilli(session.getCreationTime()));
  private final EndOldLogins filter = new EndOldLogins(Duration.ofHours(12), clock);

  private boolean isEndedByACall() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request, new MockHttpServletResponse(), chain);
    assertThat(chain.getRequest()).as("the call goes on").isNotNull();
    return session.isInvalid();
  }

  @Test
  void endsALoginThatIsStillUsed() throws Exception {
    for (int hour = 1; hour < 12; hour++) {
      clock.forward(Duration.ofHours(1));
      assertThat(isEndedByACall()).as(hour + " h").isFalse();
    }
    clock.forward(Duration.ofHours(1));

    assertThat(isEndedByACall()).isTrue();
  }
}
