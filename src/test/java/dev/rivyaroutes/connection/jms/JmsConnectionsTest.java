package dev.rivyaroutes.connection.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

class JmsConnectionsTest {
  private static final String FACTORY = ActiveMQConnectionFactory.class.getName();

  private static void refuses(String message, String... settings) {
    assertThatThrownBy(() -> JmsOf.settings(JmsOf.connection("shop", settings)))
        .hasStackTraceContaining(message)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret-word"));
  }

  @Test
  void namesTheKeyTheValueAndTheRemedy() {
    refuses("rivya.jms.shop.url is \"\"; it must be the address of the broker", "timeout", "5s");
    refuses("rivya.jms.shop.url is \"http://b\"", "url", "http://b");
    refuses(
        "rivya.jms.shop.factory-class and rivya.jms.shop.properties are only for another client",
        "url",
        "tcp://b:61616",
        "factory-class",
        FACTORY);
    refuses("has only one of user and password", "url", "tcp://b:61616", "user", "ann");
    refuses("rivya.jms.shop.factory-class is not set", "type", "other");
    refuses("rivya.jms.shop.url is only for Artemis", "type", "other", "url", "tcp://b:61616");
    refuses(
        "\"com.example.Factory\", a class that the program does not have. Put the jars of the client into lib/",
        "type",
        "other",
        "factory-class",
        "com.example.Factory");
    refuses(
        "which is no jakarta.jms.ConnectionFactory",
        "type",
        "other",
        "factory-class",
        "java.lang.String");
    refuses(
        "it has no property brokerUrls",
        "type",
        "other",
        "factory-class",
        FACTORY,
        "properties.brokerUrls",
        "tcp://b:61616");
    refuses(
        "the value of callTimeout cannot be used",
        "type",
        "other",
        "factory-class",
        FACTORY,
        "properties.callTimeout",
        "s3cret-word");
  }

  @Test
  void describesConnectionsWithoutSecrets() {
    JmsConnections connections =
        JmsOf.settings(
            JmsOf.connection(
                "shop",
                "url",
                "tcp://b:61617?sslEnabled=true&trustStorePassword=s3cret-word",
                "user",
                "ann",
                "password",
                "s3cret-word"));

    assertThat(connections.describe()).containsExactly("shop: tcp://b:61617 as ann, password set");
    assertThat(connections.get("shop").toString()).doesNotContain("s3cret-word");
    assertThat(connections.get("shop").explain("read queue:a", new IllegalStateException("x")))
        .isEqualTo("JMS connection shop cannot read queue:a: x.");
    assertThat(JmsOf.settings(Map.of()).describe()).isEmpty();
  }
}
