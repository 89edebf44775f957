package dev.rivyaroutes.connection.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** The settings of a Kafka client: those of its kind, of the connection, and of the user. */
final class ClientSettings {
  private final KafkaConnectionProperties settings;
  private final Map<String, Object> client = new HashMap<>();

  private ClientSettings(KafkaConnectionProperties settings) {
    this.settings = settings;
  }

  /**
   * @param ofKind the settings of a consumer or a producer
   * @param known the names of all settings that it has
   */
  static Map<String, Object> of(
      KafkaConnectionProperties settings, Map<String, Object> ofKind, Set<String> known) {
    ClientSettings client = new ClientSettings(settings);
    client.connect();
    client.client.putAll(ofKind);
    settings.properties().forEach((name, value) -> client.putKnown(known, name, value));
    return client.client;
  }

  private void putKnown(Set<String> known, String name, String value) {
    if (known.contains(name)) {
      client.put(name, value);
    }
  }

  private void connect() {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    client.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, (long) timeout);
    client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000L);
    client.put("enable.metrics.push", false);
    boolean login = settings.security().hasLogin();
    client.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        (login ? "SASL_" : "") + (settings.isEncrypted() ? "SSL" : "PLAINTEXT"));
    if (login) {
      client.put(SaslConfigs.SASL_MECHANISM, settings.security().mechanism());
      client.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "%s required username=\"%s\" password=\"%s\";"
              .formatted(
                  settings.security() == Security.SASL_PLAIN
                      ? PlainLoginModule.class.getName()
                      : ScramLoginModule.class.getName(),
                  escaped(settings.user()),
                  escaped(settings.password())));
    }
    store(
        settings.trustStore(),
        settings.trustStorePassword(),
        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
        SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
        SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);
    store(
        settings.keyStore(),
        settings.keyStorePassword(),
        SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
        SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
        StoreType.of(settings.keyStore()) == StoreType.PEM
            ? SslConfigs.SSL_KEY_PASSWORD_CONFIG
            : SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG);
  }

  private void store(String path, String password, String location, String type, String secret) {
    if (!path.isBlank()) {
      client.put(location, path.strip());
      client.put(type, StoreType.of(path).name());
      if (!password.isEmpty()) {
        client.put(secret, password);
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
