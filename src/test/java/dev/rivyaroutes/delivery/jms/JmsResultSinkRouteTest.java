package dev.rivyaroutes.delivery.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.jms.JmsOf;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.ArtemisServer;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import dev.rivyaroutes.testing.SilentProxy;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the shipped jms-result-sink on a real broker. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = JmsResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
class JmsResultSinkRouteTest implements SinkContract {
  private static ArtemisServer server;
  private static SilentProxy proxy;

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }

    @Bean
    PublicUrlProperties publicUrl() {
      return new PublicUrlProperties("https://routes.test");
    }

    @Bean
    JmsConnections jmsConnections() {
      return JmsOf.at("tcp://127.0.0.1:" + proxy.port());
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private MemoryMediaStore media;
  private SinkRoutes routes;
  private String queue;

  @BeforeAll
  static void startServer() throws IOException {
    server = new ArtemisServer();
    proxy = new SilentProxy(server.port());
  }

  @AfterAll
  static void stopServer() throws IOException {
    proxy.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    routes = new SinkRoutes(camel);
    media.clear();
    queue = "results-" + UUID.randomUUID();
  }

  @AfterEach
  void clear() throws Exception {
    routes.clear();
  }

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "jms-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("to", "queue:" + queue);
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  private List<Message> messages() {
    return messages(queue);
  }

  private static List<Message> messages(String queue) {
    return server.with(
        session -> {
          List<Message> all = new ArrayList<>();
          try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            for (Object message : Collections.list(browser.getEnumeration())) {
              all.add((Message) message);
            }
          }
          return all;
        });
  }

  @Override
  public List<String> effects() throws Exception {
    List<String> ids = new ArrayList<>();
    for (Message message : messages()) {
      ids.add(message.getStringProperty("rivyaDeliveryId"));
    }
    return ids;
  }

  @Override
  public void disconnect() throws Exception {
    proxy.shut();
  }

  @Override
  public void reconnect() throws Exception {
    proxy.open();
  }

  /** Its message has no JMSReplyTo. */
  @Override
  public Result refusedForGood() {
    return Results.succeeded("in/cat.txt", stored(1, "first"));
  }

  @Test
  @Override
  public void isDeadAtOnceWhenItIsRefusedForGood() throws Exception {
    Exchange done = send(Map.of("to", "reply"), refusedForGood(), null);

    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
    assertThat(done.getException()).hasMessageMatching("(?s).*[.] [A-Z].*[.]");
    assertThat(effects()).isEmpty();
  }

  private Exchange send(Map<String, String> parameters, Result result, ResultFile file)
      throws Exception {
    routes.clear();
    return routes.send(routes.start(kamelet(), parameters), routes.exchange(result, file));
  }

  private static Result withReturnAddress(Result result, Map<String, String> address) {
    Result.Brief brief =
        new Result.Brief(
            result.sourceId(),
            result.sourceName(),
            result.clientRequestId(),
            result.prompt(),
            address);
    return new Result(
        result.deliveryId(),
        result.jobId(),
        result.flow(),
        result.sink(),
        brief,
        result.generation(),
        result.outcome(),
        result.files());
  }

  @Test
  void repliesToTheQueueThatTheMessageNamedWithItsCorrelationId() throws Exception {
    Result asked =
        withReturnAddress(
            Results.succeeded("in/cat.txt", stored(1, "first")),
            Map.of("jms.reply-to", "queue:" + queue, "jms.correlation-id", "call 42"));

    Exchange done = send(Map.of(), asked, null);

    assertThat(done.getException()).isNull();
    Message reply = messages().get(0);
    assertThat(reply.getJMSCorrelationID()).isEqualTo("call 42");
    assertThat(reply.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(((TextMessage) reply).getText())
        .contains("\"job\" : \"" + Results.JOB + "\"")
        .contains("https://routes.test/api/jobs/" + Results.JOB + "/files/1");
  }

  @Test
  void sendsEachFileAsBytesAndLargeOnesAsLinks() throws Exception {
    ResultFile small = stored(1, "first");
    ResultFile large = stored(2, "x".repeat(2_000));
    Result result = Results.succeeded("in/cat.txt", small, large);
    Map<String, String> limited = Map.of("to", "queue:" + queue, "max-size", "1KB");
    for (ResultFile file : result.files()) {
      assertThat(send(limited, result, file).getException()).isNull();
      assertThat(send(limited, result, file).getException()).isNull();
    }

    assertThat(messages()).hasSize(2);
    BytesMessage bytes = (BytesMessage) messages().get(0);
    byte[] content = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(content);
    assertThat(new String(content)).isEqualTo("first");
    assertThat(bytes.getStringProperty("contentType")).isEqualTo("image/png");
    assertThat(((TextMessage) messages().get(1)).getText())
        .contains("/files/2")
        .doesNotContain("/files/1");
  }

  @Test
  void saysWhyAResultCannotBeSent() throws Exception {
    Result result = Results.succeeded("in/cat.txt", stored(1, "first"));

    assertThat(send(Map.of(), result, null).getException())
        .isInstanceOf(DeliveryFailed.class)
        .hasMessageContaining("has no JMSReplyTo. Let the sender set one");
    assertThat(send(Map.of("to", "queue:" + ArtemisServer.FORBIDDEN), result, null).getException())
        .hasMessageContaining("the broker does not let the user shop do that");
    assertThat(
            send(Map.of("to", "queue:" + queue, "connection", "wrong"), result, null)
                .getException())
        .hasMessageContaining("the broker refused the login of the user shop");
  }
}
