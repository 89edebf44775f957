package dev.rivyaroutes.brief.again;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.job.JobCredits;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.PastBrief;
import java.util.List;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindRouteTest {
  private static final String SINK = "kamelet:rivya-generation-sink?flow=";

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            for (String kind : List.of("folder-drop-source", "http-drop-source")) {
              routeTemplate(kind)
                  .templateParameter("of")
                  .from("timer:{{routeId}}?delay=1000000")
                  .to("kamelet:sink");
            }
            routeTemplate("rivya-generation-sink")
                .templateParameter("flow")
                .from("kamelet:source")
                .to("log:{{flow}}");
            source("one-a", "folder-drop-source?of=/in/a", SINK + "one");
            source("one-b", "folder-drop-source?of=/in/b", SINK + "one");
            source("one-http", "http-drop-source?of=one", "direct:one-steps");
            from("direct:one-steps").routeId("one-steps").to(SINK + "one");
            source("two", "folder-drop-source?of=/in/two", SINK + "two");
            source("off", "folder-drop-source?of=/in/off", SINK + "off");
            from("direct:entry").routeId("entry").to(SINK + "three");
          }

          private void source(String id, String source, String to) {
            from("kamelet:" + source).routeId(id).to(to);
          }
        });
    camel.start();
    camel.getRouteController().stopRoute("off");
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private String found(String flow, String source, String caller) throws OrderRefused {
    return find(flow, JobKind.GENERATION, source, caller);
  }

  private String find(String flow, JobKind kind, String source, String caller) throws OrderRefused {
    PastBrief past =
        new PastBrief(
            "J",
            new JobTarget(flow, "studio", "nano", kind),
            source,
            caller,
            "a.txt",
            new JobCredits(null, null, null),
            new PastBrief.Texts("p", "{}", null, null, null, Map.of(), "id", null),
            List.of());
    return new FindRoute(camel).find(past).map(Route::getRouteId).orElse(null);
  }

  @Test
  void findsTheSourceByItsKindAndByWhatItReads() throws OrderRefused {
    assertThat(found("one", "folder", "/in/b")).isEqualTo("one-b");
    assertThat(found("two", "folder", "/in/two")).isEqualTo("two");
    assertThat(found("three", "direct", "entry")).isEqualTo("entry");
  }

  @Test
  void findsASourceThatCallsTheStepsOfTheFlow() throws OrderRefused {
    assertThat(found("one", "http", "erp")).isEqualTo("one-http");
  }

  @Test
  void takesTheOnlySourceThatIsLeft() throws OrderRefused {
    assertThat(found("two", "s3", "bucket")).isEqualTo("two");
  }

  @Test
  void refusesWhereItIsUncertainOrNoneRuns() {
    assertThatThrownBy(() -> found("one", "folder", "/in/c"))
        .hasMessageContainingAll("has several sources", "one-a, one-b");
    assertThatThrownBy(() -> found("off", "folder", "/in/off"))
        .hasMessageContaining("No source of flow off runs");
  }

  @Test
  void needsNoSourceForAMessageToTheChatItself() throws OrderRefused {
    assertThat(find("two", JobKind.CHAT, "http", "erp")).isNull();
    assertThat(find("one", JobKind.CHAT, "http", "erp")).isEqualTo("one-http");
  }
}
