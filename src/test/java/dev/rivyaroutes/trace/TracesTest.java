package dev.rivyaroutes.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.TraceReceiver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TracesTest {

  private static final String JOB = "01M8EKM7Q8YTQSHNA9Z2DX6D1K";
  private static final String OTHER = "01M8EKM7Q8YTQSHNA9Z2DX6D1M";

  private static void trace(String endpoint, double share, String... jobs) {
    Traces traces = new Traces(new TraceProperties(endpoint, "", share));
    for (String job : jobs) {
      traces.accepted(job, "images", "http", Duration.ofMillis(5));
      traces.begin(job, "submit images").end();
    }
    traces.destroy();
  }

  @Test
  void addsToTheSameTraceInEveryProcess() throws Exception {
    try (TraceReceiver receiver = new TraceReceiver()) {
      trace(receiver.url(), 1, JOB);
      trace(receiver.url(), 1, JOB, OTHER);

      assertThat(receiver.spans().stream().map(TraceReceiver.Span::trace).distinct()).hasSize(2);
      assertThat(receiver.spans())
          .filteredOn(span -> span.name().equals("submit images"))
          .allMatch(
              span ->
                  receiver.spans().stream()
                      .anyMatch(
                          first ->
                              first.id().equals(span.parent())
                                  && first.trace().equals(span.trace())));
    }
  }

  @Test
  void sendsNothingOfTheOtherShare() throws Exception {
    try (TraceReceiver receiver = new TraceReceiver()) {
      trace(receiver.url(), 0, JOB);

      assertThat(receiver.spans()).isEmpty();
    }
  }

  @Test
  void saysOnceThatTheCollectorIsAway() {
    String endpoint = "http://127.0.0.1:" + FreePort.find() + "/v1/traces";
    try (LogLines log = LogLines.of(ReportOutage.class)) {
      trace(endpoint, 1, JOB, OTHER);

      assertThat(log.all())
          .singleElement()
          .asString()
          .startsWith("WARN The collector at " + endpoint + " does not take traces");
    }
  }

  @Test
  void costsNothingWhileItIsOff() {
    assertThat(Traces.off().begin(JOB, "submit images")).isSameAs(JobSpan.NONE);
    assertThat(JobSpan.NONE.call("chat").set("a", "b")).isSameAs(JobSpan.NONE);
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> new TraceProperties("collector:4318", "", 1))
        .hasMessageContaining("rivya.traces.endpoint is no http address");
    assertThatThrownBy(() -> new TraceProperties("", "", 2))
        .hasMessageContaining("rivya.traces.share is 2.0; it must be between 0.0 and 1.0.");
  }
}
