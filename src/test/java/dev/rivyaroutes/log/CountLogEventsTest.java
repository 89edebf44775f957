package dev.rivyaroutes.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class CountLogEventsTest {

  private static final Logger LOG = LoggerFactory.getLogger(CountLogEventsTest.class);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void countsWhatIsLoggedByLevelUntilItIsClosed() {
    double before;
    try (CountLogEvents count = new CountLogEvents()) {
      count.bindTo(meters);
      before = events("error");
      LOG.error("An error of a test");
      LOG.trace("Not logged");

      assertThat(events("error")).isEqualTo(before + 1);
      assertThat(events("trace")).isZero();
    }
    LOG.error("An error of a test after the count");

    assertThat(events("error")).isEqualTo(before + 1);
  }

  private double events(String level) {
    return meters.get("logback.events").tag("level", level).counter().count();
  }
}
