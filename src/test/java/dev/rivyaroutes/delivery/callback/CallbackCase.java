package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.delivery.callback.CallbackProperties.Receiver;
import dev.rivyaroutes.outbound.PublicAddresses;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import dev.rivyaroutes.testing.Results;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The shipped callback-result-sink in a program of its own, and a real HTTP server as receiver. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = CallbackCase.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CallbackCase {

  static final String SECRET = SignCallbackTest.SECRET;
  static final String OLD_SECRET = SignCallbackTest.OLD_SECRET;
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final Deque<String> lookups = new ArrayDeque<>();

    @Bean
    CallbackProperties callbackProperties() {
      return new CallbackProperties(receivers);
    }

    @Bean
    PublicUrlProperties publicUrlProperties() {
      return new PublicUrlProperties("https://routes.example.com/");
    }

    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }

    /** Each look-up takes the next address of the list, and the machine's own once it is empty. */
    @Bean
    PublicAddresses publicAddresses() {
      return new PublicAddresses(
          host -> InetAddress.getAllByName(lookups.isEmpty() ? host : lookups.remove()));
    }

    @Bean
    Deque<String> lookups() {
      return lookups;
    }

    @Bean
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
  }

  @Autowired CamelContext camel;
  @Autowired CallbackProperties properties;
  @Autowired MemoryMediaStore media;
  @Autowired Deque<String> lookups;
  RecordingHttpServer server;
  SinkRoutes routes;
  Result result;

  @BeforeEach
  void open() throws IOException {
    server = new RecordingHttpServer();
    routes = new SinkRoutes(camel);
    media.clear();
    result = Results.succeeded("in/cat.txt", media.png(1, "first"), media.png(2, "second"));
    properties.callbacks().clear();
    receiver("default", server.url("/hook"), true, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    routes.clear();
  }

  void receiver(String name, String url, boolean allowPrivate, Duration timeout) {
    Receiver receiver =
        new Receiver(url, SECRET, OLD_SECRET, timeout, allowPrivate, DataSize.ofMegabytes(1));
    properties.callbacks().put(name, receiver);
  }

  Exchange deliver(Map<String, String> parameters) throws Exception {
    return routes.send(routes.start("callback-result-sink", parameters), result);
  }

  static DeliveryFailed failed(Exchange done) {
    assertThat(done.getException()).isInstanceOf(DeliveryFailed.class);
    assertThat(done.getVariable(Variables.DELIVERED_TO)).isNull();
    return (DeliveryFailed) done.getException();
  }

  Call onlyCall() {
    assertThat(server.calls).hasSize(1);
    return server.calls.get(0);
  }
}
