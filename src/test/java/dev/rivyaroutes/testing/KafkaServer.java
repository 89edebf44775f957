package dev.rivyaroutes.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker with four addresses: a direct one for tests, one through a proxy that can
 * break, one with logins, and one with TLS.
 */
public final class KafkaServer implements AutoCloseable {
  public static final String USER = "shop";
  public static final String PASSWORD = "pass-of-the-shop";

  private final Path folder;
  private final int direct = FreePort.find();
  private final int login = FreePort.find();
  private final int tls = FreePort.find();
  private final SilentProxy proxy;
  private final SelfSigned certificate;
  private final KafkaRaftServer broker;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  public KafkaServer() {
    try {
      folder = Files.createTempDirectory("kafka");
      certificate = SelfSigned.in(folder);
      int proxied = FreePort.find();
      proxy = new SilentProxy(proxied);
      Properties settings = settings(proxied, FreePort.find());
      Path file = folder.resolve("broker.properties");
      try (Writer out = Files.newBufferedWriter(file)) {
        settings.store(out, null);
      }
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
      if (StorageTool.execute(format, new PrintStream(said, true)) != 0) {
        throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
      }
      broker = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      broker.startup();
      admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
          .all()
          .get();
      producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", bootstrap(), "max.request.size", 20_000_000),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Properties settings(int proxied, int controller) {
    Properties all = new Properties();
    String host = "://127.0.0.1:";
    all.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controller,
            "controller.listener.names", "CONTROLLER",
            "inter.broker.listener.name", "DIRECT",
            "log.dirs", folder.resolve("log").toString(),
            "listeners",
                String.join(
                    ",",
                    "DIRECT" + host + direct,
                    "PROXIED" + host + proxied,
                    "LOGIN" + host + login,
                    "ENCRYPTED" + host + tls,
                    "CONTROLLER" + host + controller),
            "advertised.listeners",
                String.join(
                    ",",
                    "DIRECT" + host + direct,
                    "PROXIED" + host + proxy.port(),
                    "LOGIN" + host + login,
                    "ENCRYPTED" + host + tls),
            "listener.security.protocol.map",
                "DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,LOGIN:SASL_PLAINTEXT,ENCRYPTED:SSL,CONTROLLER:PLAINTEXT"));
    all.putAll(
        Map.of(
            "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512",
            "listener.name.login.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                    .formatted(USER, PASSWORD),
            "listener.name.login.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "listener.name.encrypted.ssl.keystore.location", certificate.store().toString(),
            "listener.name.encrypted.ssl.keystore.type", "PKCS12",
            "listener.name.encrypted.ssl.keystore.password", SelfSigned.PASSWORD,
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users", "User:ANONYMOUS",
            "allow.everyone.if.no.acl.found", "true"));
    all.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.num.partitions", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1"));
    return all;
  }

  /** The direct address, which tests use. */
  public String bootstrap() {
    return "127.0.0.1:" + direct;
  }

  /** The address that breaks when the proxy does. */
  public String proxied() {
    return "127.0.0.1:" + proxy.port();
  }

  public SilentProxy proxy() {
    return proxy;
  }

  public String withLogin() {
    return "127.0.0.1:" + login;
  }

  public String withTls() {
    return "127.0.0.1:" + tls;
  }

  public Path trustStore() {
    return certificate.store();
  }

  public Admin admin() {
    return admin;
  }

  public String createTopic(int partitions, Map<String, String> settings) {
    String name = "topic-" + UUID.randomUUID();
    get(
        admin
            .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
            .all());
    return name;
  }

  public static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a record, and waits until the broker has it. */
  public long send(ProducerRecord<byte[], byte[]> record) {
    return get(producer.send(record)).offset();
  }

  public long send(String topic, String value) {
    return send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
  }

  public KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  /** All records of a topic. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            new HashMap<>(Map.of("bootstrap.servers", bootstrap(), "fetch.max.bytes", 50_000_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
      return all;
    }
  }

  /** The offset that a group has committed; -1 if there is none. */
  public long committed(String group, String topic, int partition) {
    var offset =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
            .get(new TopicPartition(topic, partition));
    return offset == null ? -1 : offset.offset();
  }

  @Override
  public void close() {
    try {
      producer.close(Duration.ofSeconds(2));
      admin.close(Duration.ofSeconds(2));
      broker.shutdown();
      broker.awaitShutdown();
      proxy.close();
      FileUtils.deleteQuietly(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
