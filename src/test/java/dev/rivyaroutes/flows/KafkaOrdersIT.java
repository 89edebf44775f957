package dev.rivyaroutes.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.OnlyTheProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shipped flow kafka-orders, whole: from one topic of a real broker to another. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaOrdersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void answersEachRecordInItsTopic(@TempDir Path folder) throws Exception {
    try (KafkaServer kafka = new KafkaServer();
        SimulatedRivya rivya =
            SimulatedRivya.start(
                SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)))) {
      rivya.timing(Timing.AT_ONCE);
      String orders = kafka.createTopic(3, Map.of());
      String results = kafka.createTopic(3, Map.of());
      SpringApplication whole = new SpringApplication(RivyaRoutes.class);
      whole.addInitializers(
          context -> context.getBeanFactory().registerSingleton("only", new OnlyTheProgram()));
      List<String> settings =
          List.of(
              "server.port=0",
              "management.server.port=0",
              "spring.datasource.url=jdbc:sqlite:" + folder.resolve("ledger.db"),
              "rivya.media.store=file:" + folder.resolve("media"),
              "rivya.routes=file:routes/kafka-orders.camel.yaml",
              "rivya.accounts.production-image-workflow.base-url=" + rivya.baseUri(),
              "rivya.accounts.production-image-workflow.api-key=" + SimulatorSettings.DEFAULT_KEY,
              "rivya.accounts.production-image-workflow.rate=200/s",
              "rivya.wait.first=100ms",
              "rivya.wait.interval=200ms..300ms",
              "rivya.kafka.default.bootstrap-servers=" + kafka.bootstrap(),
              "kafka-orders.enabled=true",
              "kafka-orders.topic=" + orders,
              "kafka-orders.results=" + results);
      try (ConfigurableApplicationContext program =
          whole.run(settings.stream().map(s -> "--" + s).toArray(String[]::new))) {
        await().atMost(LIMIT).until(() -> kafka.committed("rivya-orders", orders, 0) == 0);
        for (int i = 0; i < 20; i++) {
          kafka.send(order(orders, i, "{\"prompt\": \"a cat with number %d\"}".formatted(i)));
        }
        kafka.send(order(orders, 20, "{\"prompt\": \"\"}"));

        await().atMost(LIMIT).until(() -> kafka.records(results).size() >= 21);

        Set<String> keys = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.records(results)) {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          JsonNode document = Json.PLAIN.readTree(record.value());
          keys.add(key);
          assertThat(record.headers().lastHeader("trace").value())
              .asString()
              .isEqualTo("of " + key);
          if (key.equals("order-20")) {
            assertThat(document.path("status").asText()).isEqualTo("failed");
            assertThat(document.path("error").path("message").asText()).isNotBlank();
          } else {
            assertThat(document.path("status").asText()).isEqualTo("succeeded");
            assertThat(document.path("files").get(0).path("url").asText()).contains("/files/1");
          }
        }
        assertThat(keys).hasSize(21);
        assertThat(kafka.records(results)).hasSize(21);
        assertThat(rivya.generations().all()).hasSize(20);
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> order(String topic, int n, String value) {
    String key = "order-" + n;
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), bytes(value));
    record.headers().add("trace", bytes("of " + key));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
