package dev.rivyaroutes.brief.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsOf;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.testing.ArtemisServer;
import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What only the JMS source does, on a real broker with a journal. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JmsDropSourceTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  @TempDir private static Path journal;
  private static ArtemisServer server;

  private final SourceWorld world = new SourceWorld();
  private final String queue = "orders-" + UUID.randomUUID();

  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    JmsConnections jmsConnections() {
      return JmsOf.at(server.url());
    }
  }

  /** The same broker, by a client that its class names. */
  @Configuration(proxyBeanMethods = false)
  static class OtherClient {
    @Bean
    JmsConnections jmsConnections() {
      return JmsOf.settings(
          JmsOf.connection(
              "default",
              "type",
              "other",
              "factory-class",
              ActiveMQConnectionFactory.class.getName(),
              "properties.brokerURL",
              server.url(),
              "user",
              ArtemisServer.USER,
              "password",
              ArtemisServer.PASSWORD));
    }
  }

  @BeforeAll
  static void open() {
    server = new ArtemisServer(journal);
  }

  @AfterEach
  void close() {
    world.close();
    assertThat(server.dead()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private SourceProcess start(String... more) throws Exception {
    return start(Connections.class, more);
  }

  private SourceProcess start(Class<?> connections, String... more) throws Exception {
    Map<String, String> parameters = new HashMap<>(Map.of("from", "queue:" + queue));
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return new SourceProcess("one", world, connections, Map.of())
        .start("jms-drop-source", parameters);
  }

  private void until(Callable<Boolean> condition) {
    world.until(Duration.ofSeconds(3), condition);
  }

  private void untilPrompts(String... prompts) {
    until(() -> world.prompts().size() >= prompts.length);
    assertThat(world.prompts()).containsExactlyInAnyOrder(prompts);
  }

  /** How much time passes for the program until there are so many jobs. */
  private Duration timeUntilPrompts(int count) {
    Instant begin = world.clock.instant();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              world.clock.forward(Duration.ofMillis(250));
              return world.prompts().size() >= count;
            });
    return Duration.between(begin, world.clock.instant());
  }

  private void send(String text) {
    server.send(queue, session -> session.createTextMessage(text));
  }

  @Test
  void takesAgainAfterTheBrokerWasRestartedAndMakesNoSecondJob() throws Exception {
    try (SourceProcess one = start()) {
      one.faults().ledgerDown = true;
      send("a fox");
      send("a cat");
      until(() -> world.source() != null && world.source().failures() > 1);
      server.stop();
      until(() -> world.source().cause().contains("no broker answers at " + server.url()));
      int failures = world.source().failures();
      until(() -> world.source().failures() > failures + 2);
      server.start();
      one.faults().ledgerDown = false;
      assertThat(timeUntilPrompts(2)).isLessThanOrEqualTo(Duration.ofSeconds(10));
      untilPrompts("a fox", "a cat");
      server.stop();
      server.start();
      send("an owl");

      untilPrompts("a fox", "a cat", "an owl");
      until(() -> server.count(queue) == 0);
      until(() -> world.source().failures() == 0);
    }
  }

  @Test
  void keepsWhatFailsWithoutLettingTheBrokerCountDeliveries() throws Exception {
    try (SourceProcess one = start()) {
      one.faults().ledgerDown = true;
      send("a fox");
      send("a cat");
      until(
          () -> {
            world.clock.forward(Duration.ofSeconds(8)); // As long as polls back off at most.
            return world.source() != null && world.source().failures() > 14;
          });
      assertThat(server.count(queue)).isEqualTo(2);
      one.faults().ledgerDown = false;

      untilPrompts("a fox", "a cat");
      assertThat(world.prompts()).containsExactly("a fox", "a cat");
      until(() -> server.count(queue) == 0);
    }
  }

  @Test
  void takesTextsBytesAndMapsAndKeepsTheReturnAddress() throws Exception {
    Map<String, Object> properties = new ConcurrentHashMap<>();
    Map<String, Object> addresses = new ConcurrentHashMap<>();
    String asked;
    try (SourceProcess one = start(OtherClient.class)) {
      one.probe()
          .step(
              exchange -> {
                properties.putAll(exchange.getVariable(Variables.MESSAGE_PROPERTIES, Map.class));
                addresses.put(
                    exchange.getVariable(Variables.SOURCE_ID, String.class),
                    exchange.getVariable(Variables.RETURN_ADDRESS, Map.class));
              });
      asked =
          server.send(
              queue,
              session -> {
                TextMessage text = session.createTextMessage("{\"prompt\": \"a fox\"}");
                text.setStringProperty("contentType", "application/json");
                text.setStringProperty("CAMELHttpUri", "http://evil.test");
                text.setIntProperty("shop", 7);
                text.setJMSReplyTo(session.createQueue("answers"));
                return text;
              });
      server.send(
          queue,
          session -> {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes("a cät".getBytes(StandardCharsets.ISO_8859_1));
            bytes.setStringProperty("content_type", "text/plain; charset=ISO-8859-1");
            bytes.setJMSCorrelationID("call 42");
            bytes.setJMSReplyTo(session.createTopic("news"));
            return bytes;
          });
      server.send(
          queue,
          session -> {
            MapMessage map = session.createMapMessage();
            map.setString("prompt", "an owl");
            map.setBytes("references", Briefs.PNG);
            return map;
          });
      untilPrompts("a fox", "a cät", "an owl");

      assertThat(one.probe().headers()).doesNotContainKey("CAMELHttpUri");
      assertThat(world.store.blobs).hasSize(1);
    }
    assertThat(properties).containsEntry("CAMELHttpUri", "http://evil.test");
    assertThat(properties).containsEntry("shop", "7");
    assertThat(addresses.get(asked))
        .isEqualTo(Map.of("jms.reply-to", "queue:answers", "jms.correlation-id", asked));
    assertThat(addresses.values())
        .contains(Map.of("jms.reply-to", "topic:news", "jms.correlation-id", "call 42"));
  }

  @Test
  void keepsASubscriptionWhileTheProgramIsAway() throws Exception {
    String[] durable = {"from", "topic:" + queue, "subscription", "mine-" + queue};
    try (SourceProcess one = start(durable)) {
      until(() -> world.source() != null && world.source().polledAt() != null);
    }
    server.publish(queue, session -> session.createTextMessage("a fox"));
    try (SourceProcess again = start(durable)) {
      untilPrompts("a fox");
    }
  }

  @Test
  void quarantinesObjectsWithTheirBytesAndTakesAMessageWithoutAnIdByOrder() throws Exception {
    try (SourceProcess one = start("id", "orderId")) {
      server.send(
          queue,
          session -> {
            var object = session.createObjectMessage("a secret object");
            object.setStringProperty("orderId", "1");
            return object;
          });
      until(() -> world.quarantined().size() == 1);
      var object = world.quarantined().get(0);
      assertThat(object.message().refusal().code()).isEqualTo("object-message");
      assertThat(raw(object.message().raw().sha256()).bytes())
          .asString(StandardCharsets.ISO_8859_1)
          .contains("a secret object");
      send("a fox");
      until(() -> world.quarantined().size() == 2);
      var without =
          world.quarantined().stream()
              .filter(kept -> kept.message().refusal().code().equals("no-id"))
              .findFirst()
              .orElseThrow();
      until(() -> server.count(queue) == 0);

      world.ledger().replays.order(without, new Order("ada", null));
      untilPrompts("a fox");
      until(() -> world.quarantined().stream().anyMatch(kept -> kept.state() == State.TAKEN));
    }
  }

  private JmsMessage raw(String sha256) throws IOException {
    try (InputStream in = world.store.open(sha256)) {
      return JmsMessage.read(in);
    }
  }

  @Test
  void explainsAQueueThatTheUserMayNotRead() throws Exception {
    try (SourceProcess one = start("from", "queue:" + ArtemisServer.FORBIDDEN)) {
      until(() -> world.source() != null && world.source().cause() != null);
      assertThat(world.source().cause())
          .startsWith("JMS connection default cannot read queue:forbidden: the broker does not let")
          .contains("the user shop")
          .endsWith("Grant the permission, or set another user in rivya.jms.default.user.");
    }
  }

  @Test
  void refusesWrongParametersWithTheRemedy() {
    for (Map.Entry<List<String>, String> wrong :
        Map.of(
                List.of("from", "orders"), "has from: \"orders\"; it must be a queue or a topic",
                List.of("from", "topic:news"), "name a durable subscription",
                List.of("subscription", "mine"), "only topics have subscriptions",
                List.of("connection", "elsewhere"),
                    "There is no JMS connection \"elsewhere\": config/application.yaml has [default, wrong]")
            .entrySet()) {
      assertThatThrownBy(() -> start(wrong.getKey().toArray(String[]::new)))
          .hasStackTraceContaining(wrong.getValue());
    }
  }
}
