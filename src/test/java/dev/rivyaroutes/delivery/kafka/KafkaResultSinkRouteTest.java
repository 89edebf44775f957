package dev.rivyaroutes.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.kafka.KafkaOf;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the shipped kafka-result-sink on a real broker, over a connection that can break. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = KafkaResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaResultSinkRouteTest implements SinkContract {
  private static final KafkaServer SERVER = new KafkaServer();

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }

    @Bean
    PublicUrlProperties publicUrlProperties() {
      return new PublicUrlProperties("https://routes.example.com");
    }

    @Bean
    KafkaConnections kafkaConnections() {
      Map<String, String> all = new HashMap<>();
      all.putAll(
          KafkaOf.connection(
              "default",
              "bootstrap-servers",
              SERVER.proxied(),
              "timeout",
              "500ms",
              "properties.reconnect.backoff.max.ms",
              "50"));
      all.putAll(
          KafkaOf.connection(
              "direct",
              "bootstrap-servers",
              SERVER.bootstrap(),
              "timeout",
              "1s",
              "properties.max.request.size",
              "5000000"));
      all.putAll(
          KafkaOf.connection(
              "wrong",
              "bootstrap-servers",
              SERVER.withLogin(),
              "security",
              "sasl-plain",
              "sasl-tls",
              "false",
              "user",
              "shop",
              "password",
              "not-the-password"));
      return KafkaOf.settings(all);
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private MemoryMediaStore media;
  private SinkRoutes routes;
  private String topic;
  private boolean away;

  @BeforeEach
  void empty() {
    routes = new SinkRoutes(camel);
    media.clear();
    topic = SERVER.createTopic(2, Map.of());
  }

  @AfterEach
  void clear() throws Exception {
    if (away) {
      reconnect();
    }
    routes.clear();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "kafka-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("topic", topic);
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  @Override
  public List<String> effects() {
    return SERVER.records(topic).stream()
        .map(record -> header(record, "rivya-delivery-id"))
        .distinct()
        .toList();
  }

  @Override
  public void disconnect() throws Exception {
    away = true;
    SERVER.proxy().shut();
  }

  @Override
  public void reconnect() throws Exception {
    SERVER.proxy().open();
    away = false;
  }

  @Override
  public Result refusedForGood() {
    Result usual = Results.succeeded("in/cat.txt");
    return with(
        usual,
        new Result.Brief("id", "in/cat.txt", null, "x".repeat(2_000_000), Map.of()),
        usual.files());
  }

  private static Result with(Result usual, Result.Brief brief, List<ResultFile> files) {
    return new Result(
        usual.deliveryId(),
        usual.jobId(),
        usual.flow(),
        usual.sink(),
        brief,
        usual.generation(),
        usual.outcome(),
        files);
  }

  private static Result askedWith(Map<String, String> returnAddress, ResultFile... files) {
    return with(
        Results.succeeded("in/cat.txt"),
        new Result.Brief("id", "in/cat.txt", null, "a cat", returnAddress),
        List.of(files));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private Exchange deliver(Map<String, String> parameters, Result result, ResultFile file)
      throws Exception {
    Map<String, String> all = new HashMap<>(parameters());
    all.putAll(parameters);
    String route = routes.start(kamelet(), all);
    return routes.send(route, routes.exchange(result, file));
  }

  private ConsumerRecord<byte[], byte[]> only() {
    List<ConsumerRecord<byte[], byte[]>> records = SERVER.records(topic);
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  @Test
  void writesTheDocumentWithLinksAndItsHeaders() throws Exception {
    Result result = Results.succeeded("in/cat.txt", stored(1, "first"), stored(2, "second"));

    Exchange done = deliver(Map.of(), result, null);

    assertThat(done.getException()).isNull();
    ConsumerRecord<byte[], byte[]> record = only();
    assertThat(done.getVariable(Variables.DELIVERED_TO))
        .isEqualTo("topic %s, partition %d".formatted(topic, record.partition()));
    assertThat(record.key()).asString().isEqualTo(Results.JOB);
    Map<String, String> headers = new LinkedHashMap<>();
    record.headers().forEach(one -> headers.put(one.key(), header(record, one.key())));
    assertThat(headers)
        .containsExactly(
            Map.entry("rivya-delivery-id", result.deliveryId()),
            Map.entry("rivya-job-id", Results.JOB),
            Map.entry("rivya-status", "succeeded"),
            Map.entry("content-type", "application/json"));
    JsonNode document = Json.PLAIN.readTree(record.value());
    assertThat(document.path("delivery_id").asText()).isEqualTo(result.deliveryId());
    assertThat(document.path("files").get(1).path("url").asText())
        .isEqualTo("https://routes.example.com/api/jobs/" + Results.JOB + "/files/2");
  }

  @Test
  void returnsTheKeyAndTheHeadersOfTheAsker() throws Exception {
    Map<String, String> address =
        Map.of(
            "kafka.key", "order-7",
            "kafka.header.trace", "t-1",
            "kafka.header.raw;base64", "/wA=",
            "mail.to", "asker@example.com");

    deliver(Map.of("key", "asker"), askedWith(address), null);

    ConsumerRecord<byte[], byte[]> record = only();
    assertThat(record.key()).asString().isEqualTo("order-7");
    assertThat(header(record, "trace")).isEqualTo("t-1");
    assertThat(record.headers().lastHeader("raw").value()).containsExactly(0xFF, 0);
    assertThat(record.headers().toArray()).hasSize(6);
    assertThat(record.value()).asString().doesNotContain("asker@example.com");
  }

  @Test
  void usesTheJobIdForAnAskerWithoutAKey() throws Exception {
    deliver(Map.of("key", "asker"), askedWith(Map.of("kafka.key;base64", "/wA=")), null);
    assertThat(only().key()).containsExactly(0xFF, 0);

    topic = SERVER.createTopic(1, Map.of());
    deliver(Map.of("key", "asker"), askedWith(Map.of()), null);
    assertThat(only().key()).asString().isEqualTo(Results.JOB);
  }

  @Test
  void writesAFileAndTheLinkOfALargerOne() throws Exception {
    ResultFile small = stored(1, "small");
    ResultFile large = stored(2, "l".repeat(1_001));
    Result result = Results.succeeded("in/cat.txt", small, large);

    deliver(Map.of("file-limit", "1000B"), result, small);
    deliver(Map.of("file-limit", "1000B"), result, large);

    List<ConsumerRecord<byte[], byte[]>> records = SERVER.records(topic);
    assertThat(records).hasSize(2);
    assertThat(records.get(0).value()).asString().isEqualTo("small");
    assertThat(header(records.get(0), "content-type")).isEqualTo("image/png");
    assertThat(header(records.get(0), "rivya-file")).isEqualTo("1");
    assertThat(header(records.get(1), "content-type")).isEqualTo("application/json");
    JsonNode files = Json.PLAIN.readTree(records.get(1).value()).path("files");
    assertThat(files).hasSize(1);
    assertThat(files.get(0).path("url").asText()).endsWith("/files/2");
  }

  @Test
  void saysWhereARecordIsTooLarge() throws Exception {
    ResultFile file = stored(1, "x".repeat(2_000_000));
    Result result = Results.succeeded("in/cat.txt", file);

    for (String connection : List.of("default", "direct")) {
      Exchange done = deliver(Map.of("connection", connection, "file-limit", "3MB"), result, file);

      assertThat(done.getException())
          .isInstanceOf(DeliveryFailed.class)
          .hasMessageStartingWith(
              "Kafka connection %s cannot write a result of 2,000,000 bytes to the topic %s: the record is larger than the producer (max.request.size) or the topic (max.message.bytes"
                  .formatted(connection, topic));
      assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
    }
  }

  @Test
  void explainsAnUnknownTopicAndAWrongPassword() throws Exception {
    Exchange unknown =
        deliver(Map.of("connection", "direct", "topic", "no-such"), refusedForGood(), null);
    Exchange wrong = deliver(Map.of("connection", "wrong"), Results.succeeded("in/cat.txt"), null);

    assertThat(unknown.getException())
        .isInstanceOf(DeliveryFailed.class)
        .hasMessageStartingWith(
            "Kafka connection direct cannot write to the topic no-such: the topic does not exist, or a client without a login may not see it.");
    assertThat(((DeliveryFailed) unknown.getException()).permanent()).isFalse();
    assertThat(wrong.getException())
        .hasMessageContaining("the brokers refused the login of the user shop")
        .hasMessageNotContaining("not-the-password");
    assertThat(((DeliveryFailed) wrong.getException()).permanent()).isFalse();
    assertThat(effects()).isEmpty();
  }

  @Test
  void isDeadWhenTheMediaStoreNoLongerHasTheFile() throws Exception {
    ResultFile gone = Results.png(1, "deleted");

    Exchange done = deliver(Map.of(), Results.succeeded("in/cat.txt", gone), gone);

    assertThat(done.getException()).hasMessageContaining("Raise rivya.media.keep");
    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
  }

  @Test
  void refusesWrongParameters() {
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("topic", "a b")))
        .hasStackTraceContaining("kafka-result-sink has topic: \"a b\"");
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("topic", "a", "key", "mine")))
        .hasStackTraceContaining("it must be job or asker");
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("topic", "a", "file-limit", "much")))
        .hasStackTraceContaining("it must be a size such as 900KB");
  }
}
