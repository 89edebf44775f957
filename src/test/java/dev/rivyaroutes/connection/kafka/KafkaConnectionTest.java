package dev.rivyaroutes.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.SelfSigned;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins and encryption with a real broker, and what is refused before the start. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaConnectionTest {
  private static final KafkaServer SERVER = new KafkaServer();
  private static final String TOPIC = SERVER.createTopic(2, Map.of());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static KafkaConnections of(String... settings) {
    return KafkaOf.settings(KafkaOf.connection("shop", settings));
  }

  /** The number of partitions, or why it could not be read. */
  private static String read(KafkaConnections connections) {
    KafkaConnection connection = connections.get("shop");
    try (Consumer<byte[], byte[]> consumer = connection.openConsumer("a-group")) {
      return Integer.toString(consumer.partitionsFor(TOPIC).size());
    } catch (RuntimeException e) {
      return connection.explain("read the topic", e);
    }
  }

  private static KafkaConnections login(String security, String password) {
    return of(
        "bootstrap-servers",
        SERVER.withLogin(),
        "security",
        security,
        "sasl-tls",
        "false",
        "user",
        KafkaServer.USER,
        "password",
        password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sasl-plain", "sasl-scram-512"})
  void logsIn(String security) {
    assertThat(read(login(security, KafkaServer.PASSWORD))).isEqualTo("2");
    assertThat(read(login(security, "not-\"the\\secret")))
        .startsWith(
            "Kafka connection shop cannot read the topic: the brokers refused the login of the user"
                + " shop (Authentication failed")
        .contains("Check rivya.kafka.shop.user and rivya.kafka.shop.password")
        .doesNotContain("secret");
  }

  @Test
  void saysWhichLoginTheBrokersExpect() {
    assertThat(read(login("sasl-scram-256", KafkaServer.PASSWORD)))
        .contains("enabled mechanisms are [PLAIN, SCRAM-SHA-512]")
        .contains("that rivya.kafka.shop.security (sasl-scram-256) is what the brokers expect.");
  }

  @Test
  void trustsTheConfiguredCertificates(@TempDir Path folder) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(SERVER.trustStore())) {
      keys.load(in, SelfSigned.PASSWORD.toCharArray());
    }
    byte[] certificate = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
    Path pem =
        Files.writeString(
            folder.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
    Map<String, String> tls =
        KafkaOf.connection("shop", "bootstrap-servers", SERVER.withTls(), "security", "tls");
    Map<String, String> byPem = new HashMap<>(tls);
    byPem.put("rivya.kafka.shop.trust-store", pem.toString());
    Map<String, String> byStore = new HashMap<>(tls);
    byStore.put("rivya.kafka.shop.trust-store", SERVER.trustStore().toString());
    byStore.put("rivya.kafka.shop.trust-store-password", SelfSigned.PASSWORD);

    assertThat(read(KafkaOf.settings(byPem))).isEqualTo("2");
    assertThat(read(KafkaOf.settings(byStore))).isEqualTo("2");
    assertThat(read(KafkaOf.settings(tls)))
        .contains("the TLS certificate of the broker is not trusted here")
        .endsWith("Trusted certificates are in rivya.kafka.shop.trust-store.");
  }

  @Test
  void saysThatNoBrokerAnswers() {
    String nowhere = "127.0.0.1:" + FreePort.find();

    assertThat(read(of("bootstrap-servers", nowhere, "timeout", "300ms")))
        .contains("no broker answered at " + nowhere)
        .contains("rivya.kafka.shop.security (none)");
    assertThat(read(of("bootstrap-servers", "no-such-host.invalid:9092", "timeout", "300ms")))
        .contains("No resolvable bootstrap urls")
        .contains("Check the settings rivya.kafka.shop.*.");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap-servers, 'kafka://a:9092', 'has \"kafka://a:9092\"; it must be host names with ports'",
    "bootstrap-servers, 'a:9092,b', 'has \"b\"; it must be host names with ports'",
    "timeout, 1ms, 'rivya.kafka.shop.timeout is 1ms; it must be at least 100ms.'",
    "password, not-the-secret, 'rivya.kafka.shop.password is set but rivya.kafka.shop.security is none; set it to sasl-plain'",
    "security, sasl-plain, 'rivya.kafka.shop.password is not set; rivya.kafka.shop.security: sasl-plain requires it.'",
    "trust-store, /no/ca.pem, 'the connection is not encrypted; set rivya.kafka.shop.security: tls'",
    "trust-store-password, not-the-secret, 'rivya.kafka.shop.trust-store is not; set it to the file'",
    "properties.enable.auto.commit, true, 'records are committed after the ledger has them'",
    "properties.acks, 0, 'results are written with acks=all'",
    "properties.max.request.siz, 1, 'did you mean max.request.size?'",
  })
  void refusesWithARemedy(String key, String value, String message) {
    Map<String, String> settings = KafkaOf.connection("shop", "bootstrap-servers", "a:9092");
    settings.put("rivya.kafka.shop." + key, value);

    assertThatThrownBy(() -> KafkaOf.settings(settings))
        .rootCause()
        .hasMessageContaining(message)
        .hasMessageNotContaining("not-the-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "ca.txt, 'the name must end with .pem'",
    "/no/ca.pem, 'which is not a file that the program can read'"
  })
  void refusesFilesThatAreNoStores(String file, String message) {
    assertThatThrownBy(
            () -> of("bootstrap-servers", "a:9092", "security", "tls", "trust-store", file))
        .rootCause()
        .hasMessageContaining(message);
  }

  @Test
  void namesTheKnownConnectionsAndShowsNoSecret() {
    KafkaConnections connections =
        of(
            "bootstrap-servers",
            "a:9092",
            "security",
            "sasl-plain",
            "user",
            "ann",
            "password",
            "not-the-secret",
            "properties.ssl.key.password",
            "secret-in-properties");

    assertThat(connections.describe())
        .containsExactly("shop: a:9092, security sasl-plain as ann, password set");
    assertThat(connections.get("shop"))
        .hasToString("shop[a:9092, security sasl-plain as ann, password set]");
    assertThat(HiddenSecrets.hide("x secret-in-properties")).isEqualTo("x …");
    assertThatThrownBy(() -> connections.get("shap"))
        .hasMessage(
            "There is no Kafka connection \"shap\": config/application.yaml has [shop] under rivya.kafka. Add rivya.kafka.shap there, or correct the parameter connection.");
    assertThatThrownBy(() -> of("user", "").get("shop"))
        .hasMessageStartingWith("rivya.kafka.shop.bootstrap-servers is not set;");
  }
}
