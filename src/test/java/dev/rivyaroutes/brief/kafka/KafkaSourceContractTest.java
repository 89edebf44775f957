package dev.rivyaroutes.brief.kafka;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.kafka.KafkaOf;
import dev.rivyaroutes.testing.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Kafka source on a real broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaSourceContractTest implements DropSourceContract {
  private static final KafkaServer SERVER = new KafkaServer();

  private final SourceWorld world = new SourceWorld();
  private final String topic = SERVER.createTopic(3, Map.of());

  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    KafkaConnections kafkaConnections() {
      Map<String, String> all = new HashMap<>();
      all.putAll(
          KafkaOf.connection("default", "bootstrap-servers", SERVER.proxied(), "timeout", "1s"));
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
              KafkaServer.USER,
              "password",
              "not-the-password"));
      return KafkaOf.settings(all);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Override
  public SourceWorld world() {
    return world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    SourceProcess process =
        new SourceProcess(name, world, Connections.class, Map.of())
            .start("kafka-drop-source", parameters);
    if (!parameters.containsKey("connection")) {
      until(() -> world().source() != null && world().source().polledAt() != null);
    }
    return process;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("topic", topic, "group", "group-of-" + topic, "id", "order-id");
  }

  private void send(String id, byte[] value) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value);
    record.headers().add("order-id", id.getBytes(StandardCharsets.UTF_8));
    record.headers().add("CamelHttpUri", "http://evil.test".getBytes(StandardCharsets.UTF_8));
    SERVER.send(record);
  }

  @Override
  public void put(String text) {
    send(text, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void putAgain(String text) {
    put(text);
  }

  @Override
  public void putWithPicture(String text) {
    send(
        text,
        """
        {"prompt": "%s", "references": ["data:image/png;base64,%s"]}
        """
            .formatted(text, Base64.getEncoder().encodeToString(Briefs.PNG))
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void putPoison(int n) {
    send("poison-" + n, new byte[] {(byte) 0xC3, 0x28, (byte) n, 'x', 'y'});
  }

  @Override
  public List<String> refused() {
    return world.quarantined().stream().map(one -> one.message().refusal().reason()).toList();
  }

  @Override
  public void leave() throws Exception {
    SERVER.proxy().shut();
  }

  @Override
  public void comeBack() throws Exception {
    SERVER.proxy().open();
  }

  @Override
  public Map<String, String> wrongCredential() {
    Map<String, String> wrong = new HashMap<>(parameters());
    wrong.put("connection", "wrong");
    return wrong;
  }

  @Override
  public String refusedLogin() {
    return "refused the login";
  }
}
