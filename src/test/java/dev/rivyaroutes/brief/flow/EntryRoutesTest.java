package dev.rivyaroutes.brief.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryRoutesTest {

  private static RouteDefinition route(String from, String to) throws Exception {
    RouteBuilder builder =
        new RouteBuilder() {
          @Override
          public void configure() {
            from(from).choice().when(constant(true)).to(to).end();
          }
        };
    builder.configure();
    return builder.getRouteCollection().getRoutes().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "kamelet:folder-drop-source/x?directory=in, kamelet:rivya-generation-sink/y?flow=a, true",
    "file:in, direct:prepare, true",
    "direct:prepare, kamelet:rivya-chat-sink?flow=a, true",
    "direct:prepare, log:x, false",
    "seda:prepare, log:x, false",
    "kamelet:rivya-result-source/x?flow=a&sink=s, kamelet:folder-result-sink, false",
    "kamelet:rivya-result-source?flow=other&sink=s, kamelet:rivya-generation-sink?flow=a, true",
  })
  void findsTheRoutesThatBringSomethingNew(String from, String to, boolean entry) throws Exception {
    assertThat(EntryRoutes.isEntry(route(from, to))).isEqualTo(entry);
  }
}
