package dev.rivyaroutes.brief.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.kafka.KafkaOf;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What only the Kafka source does, on a real broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaDropSourceTest {
  private static final KafkaServer SERVER = new KafkaServer();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SourceWorld world = new SourceWorld();
  private final String topic = SERVER.createTopic(1, Map.of());
  private final String group = "group-of-" + topic;

  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    KafkaConnections kafkaConnections() {
      Map<String, String> all = new HashMap<>();
      all.putAll(
          KafkaOf.connection(
              "default",
              "bootstrap-servers",
              SERVER.bootstrap(),
              "properties.max.poll.interval.ms",
              "2000",
              "properties.metadata.max.age.ms",
              "1000"));
      all.putAll(
          KafkaOf.connection(
              "login",
              "bootstrap-servers",
              SERVER.withLogin(),
              "security",
              "sasl-scram-512",
              "sasl-tls",
              "false",
              "user",
              KafkaServer.USER,
              "password",
              KafkaServer.PASSWORD));
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

  private SourceProcess start(String... more) throws Exception {
    Map<String, String> parameters = new HashMap<>(Map.of("topic", topic, "group", group));
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return new SourceProcess("one", world, Connections.class, Map.of())
        .start("kafka-drop-source", parameters);
  }

  private void until(Callable<Boolean> condition) {
    world.until(Duration.ofSeconds(3), condition);
  }

  private void untilPolled() {
    until(() -> world.source() != null && world.source().polledAt() != null);
  }

  private void untilPrompts(String... prompts) {
    until(() -> world.prompts().size() >= prompts.length);
    assertThat(world.prompts()).containsExactlyInAnyOrder(prompts);
  }

  private void untilCommitted(long offset) {
    until(() -> SERVER.committed(group, topic, 0) == offset);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ProducerRecord<byte[], byte[]> record(String key, String value, String... headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, key == null ? null : bytes(key), value == null ? null : bytes(value));
    for (int i = 0; i < headers.length; i += 2) {
      record.headers().add(headers[i], bytes(headers[i + 1]));
    }
    return record;
  }

  @Test
  void beginsNowAndMissesNoRecordOfALaterPartitionOrStart() throws Exception {
    SERVER.send(topic, "an old one");
    Duration passed = Duration.between(world.clock.instant(), Instant.now());
    world.clock.forward(passed.plusMillis(1));
    try (SourceProcess one = start()) {
      await().atMost(LIMIT).until(() -> SERVER.committed(group, topic, 0) == 1);
      SERVER.send(topic, "a fox");
      untilPrompts("a fox");
    }
    SERVER.send(topic, "a cat");
    KafkaServer.get(
        SERVER.admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all());
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> SERVER.send(new ProducerRecord<>(topic, 1, null, bytes("a dog"))) == 0);

    try (SourceProcess again = start()) {
      untilPrompts("a fox", "a cat", "a dog");
    }
    try (SourceProcess other = start("group", group + "-2", "since", "beginning")) {
      until(() -> SERVER.committed(group + "-2", topic, 0) == 3);
    }
    untilPrompts("an old one", "a fox", "a cat", "a dog");
  }

  @Test
  void passesOverTombstonesAndOwnResultsAndCommitsThem() throws Exception {
    try (SourceProcess one = start("since", "beginning");
        LogLines log = LogLines.of(Class.forName("dev.rivyaroutes.brief.message.SettleMessage"))) {
      SERVER.send(record("k", null));
      SERVER.send(record("k", "{\"status\": \"succeeded\"}", "rivya-delivery-id", "d-1"));
      SERVER.send(record("k", "a fox"));
      SERVER.send(record("k", null));
      untilCommitted(4);

      untilPrompts("a fox");
      assertThat(world.quarantined()).isEmpty();
      assertThat(log.all())
          .filteredOn(line -> line.contains("is passed over"))
          .hasSize(3)
          .anyMatch(line -> line.contains("tombstone"));
    }
  }

  @Test
  void keepsKeyAndHeadersForTheAnswerAlsoThroughTheQuarantine() throws Exception {
    ProducerRecord<byte[], byte[]> good = record("order-7", "a fox", "trace", "t-1");
    good.headers().add("binary", new byte[] {(byte) 0xFF, 0});
    good.headers().add("CamelHttpUri", bytes("http://evil.test"));
    ProducerRecord<byte[], byte[]> withoutId = record("order-8", "a cat", "trace", "t-2");
    good.headers().add("order-id", bytes("o-7"));
    try (SourceProcess one = start("since", "beginning", "id", "order-id")) {
      SERVER.send(good);
      SERVER.send(good);
      SERVER.send(withoutId);
      untilCommitted(3);
      assertThat(world.prompts()).containsExactly("a fox");
      assertThat(world.quarantined()).hasSize(1);
      assertThat(world.quarantined().get(0).message().refusal().code()).isEqualTo("no-id");
      String raw =
          new String(
              world.store.blobs.get(world.quarantined().get(0).message().raw().sha256()),
              StandardCharsets.UTF_8);
      assertThat(raw).contains("\"order-8\"").contains("\"a cat\"").contains("\"t-2\"");

      world.ledger().replays.order(world.quarantined().get(0), new Order("ada", null));
      until(() -> world.quarantined().get(0).state() == State.TAKEN);
    }
    List<Map<String, Object>> jobs =
        world.jdbc().queryForList("select return_address from job_content order by job_id");
    assertThat(jobs).hasSize(2);
    assertThat(jobs.get(0).get("return_address").toString())
        .contains("\"kafka.key\":\"order-7\"")
        .contains("\"kafka.header.trace\":\"t-1\"")
        .contains("\"kafka.header.binary;base64\":\"/wA=\"")
        .doesNotContain("evil");
    assertThat(jobs.get(1).get("return_address").toString())
        .contains("\"kafka.key\":\"order-8\"")
        .contains("\"kafka.header.trace\":\"t-2\"");
  }

  @Test
  void keepsItsPartitionsWhileTheLedgerIsAwayAndWhileAStepWaits() throws Exception {
    try (SourceProcess one = start("since", "beginning")) {
      untilPolled();
      String member = member();
      one.faults().ledgerDown = true;
      SERVER.send(topic, "a fox");
      until(() -> world.source().failures() >= 2);
      CountDownLatch waits = new CountDownLatch(1);
      one.probe().action(() -> await().atMost(LIMIT).until(() -> waits.getCount() == 0));
      one.faults().ledgerDown = false;
      SERVER.send(topic, "a cat");
      // Twice as long as a consumer may go without a poll.
      await()
          .atMost(LIMIT)
          .during(Duration.ofSeconds(4))
          .until(() -> member.equals(member()) && world.prompts().isEmpty());
      waits.countDown();

      untilPrompts("a fox", "a cat");
      untilCommitted(2);
      assertThat(member()).isEqualTo(member);
    }
  }

  private String member() {
    return KafkaServer.get(SERVER.admin().describeConsumerGroups(List.of(group)).all())
        .get(group)
        .members()
        .stream()
        .map(one -> one.consumerId())
        .findFirst()
        .orElse("none");
  }

  @Test
  void saysThatRecordsWereDeletedBeforeTheyWereTaken() throws Exception {
    try (SourceProcess one = start("since", "beginning")) {
      untilPolled();
    }
    SERVER.send(topic, "a fox");
    SERVER.send(topic, "a cat");
    KafkaServer.get(
        SERVER
            .admin()
            .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
            .all());

    try (SourceProcess again = start("since", "beginning");
        LogLines log = LogLines.of(TopicReader.class)) {
      untilPrompts("a cat");
      assertThat(log.all()).anyMatch(line -> line.contains("no longer have offset 0"));
    }
  }

  @Test
  void explainsAnUnknownTopicAndAForbiddenGroup() throws Exception {
    try (SourceProcess one = start("topic", "no-such-topic")) {
      until(() -> world.source() != null && world.source().failures() >= 2);
      assertThat(world.source().cause())
          .startsWith("Kafka connection default cannot read the topic no-such-topic as group ")
          .contains("the topic does not exist");
    }
    world.jdbc().update("delete from source");
    KafkaServer.get(
        SERVER
            .admin()
            .createAcls(
                List.of(
                    new AclBinding(
                        new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL),
                        new AccessControlEntry(
                            "User:other", "*", AclOperation.READ, AclPermissionType.ALLOW))))
            .all());

    try (SourceProcess one = start("connection", "login")) {
      until(() -> world.source() != null && world.source().failures() >= 3);
      assertThat(world.source().cause())
          .contains("the user shop may not use the group " + group)
          .contains("Grant it READ");
      assertThat(one.polls()).filteredOn(line -> line.contains("may not use")).hasSize(1);
    }
  }

  @Test
  void refusesWrongParameters() {
    assertThatThrownBy(() -> start("topic", "a,b")).hasStackTraceContaining("has topic: \"a,b\"");
    assertThatThrownBy(() -> start("since", "yesterday"))
        .hasStackTraceContaining("it must be now, beginning, or a date");
    assertThatThrownBy(() -> start("connection", "elsewhere"))
        .hasStackTraceContaining("There is no Kafka connection \"elsewhere\"");
  }
}
