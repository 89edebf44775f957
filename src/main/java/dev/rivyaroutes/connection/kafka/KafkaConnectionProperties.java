package dev.rivyaroutes.connection.kafka;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named Kafka connection, {@code rivya.kafka.<name>}. Its text shows no secrets.
 *
 * @param bootstrapServers The brokers that are asked first, as host:port, separated by commas.
 * @param security How the connection is encrypted and logs in: {@code none}, {@code tls}, {@code
 *     sasl-plain}, {@code sasl-scram-256} or {@code sasl-scram-512}.
 * @param user The name to log in with, for sasl-….
 * @param password The password of the user.
 * @param saslTls Whether the connection is encrypted with sasl-…. Set {@code false} only within a
 *     network that you trust: password and records are then readable on the way.
 * @param trustStore The file with the trusted certificates: PEM (.pem, .crt), PKCS12 (.p12, .pfx)
 *     or JKS (.jks). Empty for Java's own.
 * @param trustStorePassword The password of the trust store; none for PEM.
 * @param keyStore The file with the client's certificate and private key, in the same forms. Empty
 *     for none.
 * @param keyStorePassword The password of the key store, or of the private key in a PEM file.
 * @param timeout The maximum wait for an answer of the brokers, and for a connection.
 * @param properties Further settings of Kafka's own clients, such as {@code max.request.size}. They
 *     take precedence over those that the program sets.
 */
public record KafkaConnectionProperties(
    @DefaultValue("") String bootstrapServers,
    @DefaultValue("none") Security security,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("true") boolean saslTls,
    @DefaultValue("") String trustStore,
    @DefaultValue("") String trustStorePassword,
    @DefaultValue("") String keyStore,
    @DefaultValue("") String keyStorePassword,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue Map<String, String> properties) {

  public KafkaConnectionProperties {
    properties = Map.copyOf(properties);
  }

  boolean isEncrypted() {
    return security == Security.TLS || security.hasLogin() && saslTls;
  }

  /** In words, without the secrets. */
  String describe() {
    String login =
        security.hasLogin()
            ? " as %s, password set%s".formatted(user, saslTls ? "" : ", not encrypted")
            : "";
    return "%s, security %s%s".formatted(bootstrapServers.strip(), security, login);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return describe();
  }
}
