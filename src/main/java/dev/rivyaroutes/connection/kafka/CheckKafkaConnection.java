package dev.rivyaroutes.connection.kafka;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.Require;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Checks the settings of a Kafka connection. The messages contain key, value and remedy, no
 * secrets.
 */
final class CheckKafkaConnection {
  private static final Pattern SERVER =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+]):\\d{1,5}");

  /** With other values, records could be lost. */
  private static final Map<String, String> FIXED =
      Map.of(
          "bootstrap.servers", "use the key bootstrap-servers",
          "group.id", "it is the parameter group of kafka-drop-source",
          "enable.auto.commit", "records are committed after the ledger has them",
          "auto.offset.reset", "use the parameter since of kafka-drop-source",
          "key.deserializer", "records are read as bytes",
          "value.deserializer", "records are read as bytes",
          "key.serializer", "records are written as bytes",
          "value.serializer", "records are written as bytes",
          "acks", "results are written with acks=all",
          "enable.idempotence", "results are written by an idempotent producer");

  private final String key;
  private final KafkaConnectionProperties settings;

  CheckKafkaConnection(String name, KafkaConnectionProperties settings) {
    this.key = "rivya.kafka." + name;
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check() {
    // Without servers the connection is not used yet.
    if (!settings.bootstrapServers().isBlank()) {
      for (String server : settings.bootstrapServers().split(",", -1)) {
        Require.that(
            SERVER.matcher(server.strip()).matches(),
            "%s.bootstrap-servers has \"%s\"; it must be host names with ports, separated by commas, such as kafka1.example.com:9092."
                .formatted(key, server.strip()));
      }
    }
    Require.atLeast(key + ".timeout", settings.timeout(), "100ms");
    login();
    file("trust-store", settings.trustStore(), settings.trustStorePassword());
    file("key-store", settings.keyStore(), settings.keyStorePassword());
    properties();
  }

  private void login() {
    boolean login = settings.security().hasLogin();
    for (Map.Entry<String, String> part :
        new TreeMap<>(Map.of("user", settings.user(), "password", settings.password()))
            .entrySet()) {
      if (login && part.getValue().isBlank()) {
        throw new IllegalArgumentException(
            "%s.%s is not set; %s.security: %s requires it."
                .formatted(key, part.getKey(), key, settings.security()));
      }
      if (!login && !part.getValue().isEmpty()) {
        throw new IllegalArgumentException(
            "%s.%s is set but %s.security is %s; set it to sasl-plain, sasl-scram-256 or sasl-scram-512."
                .formatted(key, part.getKey(), key, settings.security()));
      }
    }
  }

  private void file(String part, String path, String password) {
    if (path.isBlank()) {
      Require.that(
          password.isEmpty(),
          "%s.%s-password is set but %s.%s is not; set it to the file, or remove the password."
              .formatted(key, part, key, part));
      return;
    }
    Require.that(
        settings.isEncrypted(),
        "%s.%s is set but the connection is not encrypted; set %s.security: tls, or remove the file."
            .formatted(key, part, key));
    Require.that(
        StoreType.of(path) != null,
        "%s.%s is \"%s\"; the name must end with .pem, .crt, .p12, .pfx or .jks."
            .formatted(key, part, path));
    Require.that(
        Files.isReadable(Path.of(path.strip())),
        "%s.%s is \"%s\", which is not a file that the program can read; correct the path or its permissions."
            .formatted(key, part, path));
  }

  private void properties() {
    Set<String> known = new TreeSet<>(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    for (String name : settings.properties().keySet()) {
      if (FIXED.containsKey(name)) {
        throw new IllegalArgumentException(
            "%s.properties has %s, which cannot be set there: %s."
                .formatted(key, name, FIXED.get(name)));
      }
      if (!known.contains(name)) {
        String nearest = Nearest.near(name, known);
        throw new IllegalArgumentException(
            "%s.properties has %s, which Kafka's clients do not know; %s."
                .formatted(
                    key, name, nearest == null ? "remove it" : "did you mean " + nearest + "?"));
      }
    }
  }
}
