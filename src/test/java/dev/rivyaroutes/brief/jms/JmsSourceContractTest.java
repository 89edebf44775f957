package dev.rivyaroutes.brief.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsOf;
import dev.rivyaroutes.testing.ArtemisServer;
import dev.rivyaroutes.testing.SilentProxy;
import jakarta.jms.BytesMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The JMS source on a real broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JmsSourceContractTest implements DropSourceContract {
  private static final ArtemisServer SERVER = new ArtemisServer();
  private static SilentProxy proxy;

  private final SourceWorld world = new SourceWorld();
  private final String queue = "orders-" + UUID.randomUUID();

  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    JmsConnections jmsConnections() {
      return JmsOf.at("tcp://127.0.0.1:" + proxy.port());
    }
  }

  @BeforeEach
  void open() throws Exception {
    proxy = new SilentProxy(SERVER.port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    world.close();
    assertThat(SERVER.dead()).isZero();
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
    return new SourceProcess(name, world, Connections.class, Map.of())
        .start("jms-drop-source", parameters);
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("from", "queue:" + queue, "id", "orderId");
  }

  @Override
  public void put(String text) {
    text(text, text);
  }

  private void text(String id, String text) {
    SERVER.send(
        queue,
        session -> {
          TextMessage message = session.createTextMessage(text);
          message.setStringProperty("orderId", id);
          message.setStringProperty("CamelHttpUri", "http://evil.test");
          return message;
        });
  }

  @Override
  public void putAgain(String text) {
    put(text);
  }

  @Override
  public void putWithPicture(String text) {
    text(
        text,
        """
        {"prompt": "%s", "references": ["data:image/png;base64,%s"]}
        """
            .formatted(text, Base64.getEncoder().encodeToString(Briefs.PNG)));
  }

  @Override
  public void putPoison(int n) {
    SERVER.send(
        queue,
        session ->
            switch (n % 4) {
              case 0 -> session.createObjectMessage("poison " + n);
              case 1 -> {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(new byte[] {(byte) 0xC3, 0x28, (byte) n, 'x', 'y'});
                message.setStringProperty("orderId", "poison-" + n);
                yield message;
              }
              case 2 -> {
                StreamMessage message = session.createStreamMessage();
                message.writeInt(n);
                message.setStringProperty("orderId", "poison-" + n);
                yield message;
              }
              default -> session.createTextMessage("without an id, " + n);
            });
  }

  @Override
  public List<String> refused() {
    return world.quarantined().stream().map(one -> one.message().refusal().reason()).toList();
  }

  @Override
  public void leave() throws Exception {
    proxy.shut();
  }

  @Override
  public void comeBack() throws Exception {
    proxy.open();
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
