package dev.rivyaroutes.delivery.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.Results;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the shipped log-result-sink. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = LogResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
class LogResultSinkRouteTest {

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    PublicUrlProperties publicUrl() {
      return new PublicUrlProperties("https://routes.example.com");
    }
  }

  @Autowired private CamelContext camel;
  private SinkRoutes routes;
  private LogLines log;

  @BeforeEach
  void open() {
    routes = new SinkRoutes(camel);
    log = LogLines.of(LogResultSink.class);
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    routes.clear();
  }

  @Test
  void writesOneLineForAllFilesOfAResult() throws Exception {
    String route = routes.start("log-result-sink", Map.of());
    Result result =
        Results.succeeded("in/cat.txt", Results.png(1, "x"), Results.png(2, "y".repeat(1_234)));

    for (int i = 0; i < 2; i++) {
      Exchange done = routes.send(route, routes.exchange(result, result.files().get(i)));
      assertThat(done.getException()).isNull();
      assertThat(done.getVariable(Variables.DELIVERED_TO)).isEqualTo("log");
    }
    routes.send(route, result);

    assertThat(log.all())
        .containsExactly(
            "INFO Job 01JDCZ4Q6V8M2N3P4R5S6T7V8W: in/cat.txt of flow listing-photos succeeded:"
                + " out_1.png (image/png, 1 byte) at https://routes.example.com/api/jobs/01JDCZ4Q6V8M2N3P4R5S6T7V8W/files/1,"
                + " out_2.png (image/png, 1,234 bytes) at https://routes.example.com/api/jobs/01JDCZ4Q6V8M2N3P4R5S6T7V8W/files/2");
  }

  @Test
  void saysWhyAJobFailed() throws Exception {
    routes.send(routes.start("log-result-sink", Map.of()), Results.failed("a\nforged line"));

    assertThat(log.all())
        .containsExactly(
            "INFO Job 01JDCZ4Q6V8M2N3P4R5S6T7V8W: a\\nforged line of flow listing-photos failed:"
                + " Rivya refused the prompt: rephrase it. (permanent, content_policy)");
  }

  @Test
  void writesThePromptOnlyOnRequest() throws Exception {
    Result result = Results.succeeded("in/cat.txt", Results.png(1, "x"));
    routes.send(routes.start("log-result-sink", Map.of()), result);
    routes.send(routes.start("log-result-sink", Map.of("prompt", "true")), result);

    assertThat(log.all()).hasSize(2);
    assertThat(log.all().get(0)).doesNotContain("Restyle");
    assertThat(log.all().get(1))
        .contains("succeeded, prompt \"Restyle this photo, 50% softer & no text.\": out_1.png");
  }
}
