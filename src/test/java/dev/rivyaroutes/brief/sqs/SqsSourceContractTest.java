package dev.rivyaroutes.brief.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.connection.sqs.SqsOf;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.testing.SqsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The SQS source on a server that is like SQS. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqsSourceContractTest implements DropSourceContract {
  private static final SqsServer SQS = new SqsServer();
  private static final HttpServer REFUSING = refusing();

  private final SourceWorld world = new SourceWorld();
  private final String queue = "orders-" + UUID.randomUUID();
  private final String url = SQS.client().createQueue(r -> r.queueName(queue)).queueUrl();

  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    SqsConnections sqsConnections() {
      return SqsOf.endpoints(
          Map.of(
              "default",
              SQS.endpoint(),
              "wrong",
              "http://127.0.0.1:" + REFUSING.getAddress().getPort()));
    }
  }

  /** The test server accepts every key, so this answers as AWS does. */
  private static HttpServer refusing() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          call -> {
            byte[] answer =
                "{\"__type\":\"com.amazon.coral.service#InvalidClientTokenId\",\"message\":\"The security token is invalid.\"}"
                    .getBytes(StandardCharsets.UTF_8);
            call.getRequestBody().readAllBytes();
            call.getResponseHeaders().add("content-type", "application/x-amz-json-1.0");
            call.sendResponseHeaders(403, answer.length);
            try (OutputStream out = call.getResponseBody()) {
              out.write(answer);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  @AfterAll
  static void stop() {
    REFUSING.stop(0);
    SQS.close();
  }

  @Override
  public SourceWorld world() {
    return world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    return new SourceProcess(name, world, Connections.class, Map.of())
        .start("sqs-drop-source", parameters);
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("queue", queue, "id-attribute", "order-id");
  }

  private void send(String id, String body) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    attributes.put("order-id", text(id));
    attributes.put("CamelHttpUri", text("http://evil.test"));
    SQS.client().sendMessage(r -> r.queueUrl(url).messageBody(body).messageAttributes(attributes));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  @Override
  public void put(String text) {
    send(text, text);
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
            .formatted(text, Base64.getEncoder().encodeToString(Briefs.PNG)));
  }

  @Override
  public void putPoison(int n) {
    send("poison-" + n, "{\"promt\": \"no such field %d\"}".formatted(n));
  }

  @Override
  public List<String> refused() {
    return world.quarantined().stream().map(one -> one.message().refusal().reason()).toList();
  }

  @Override
  public void leave() throws Exception {
    SQS.proxy().shut();
  }

  @Override
  public void comeBack() throws Exception {
    // The test server gives the next message to the long poll that was cut off.
    Map<String, MessageAttributeValue> passedOver = Map.of("rivya-delivery-id", text("1"));
    SQS.client()
        .sendMessage(r -> r.queueUrl(url).messageBody("a result").messageAttributes(passedOver));
    SQS.proxy().open();
  }

  @Override
  public Map<String, String> wrongCredential() {
    return Map.of("queue", queue, "connection", "wrong");
  }

  @Override
  public String refusedLogin() {
    return "The login is refused";
  }

  /** The visible and the invisible messages. */
  private int inQueue(String of) {
    Map<QueueAttributeName, String> counts =
        SQS.client()
            .getQueueAttributes(r -> r.queueUrl(of).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  @Test
  void removesWhatIsAcceptedOrQuarantinedAndTakesNoHeaders() throws Exception {
    try (SourceProcess one = start("one")) {
      put("a-fox");
      putPoison(1);
      SQS.client().sendMessage(r -> r.queueUrl(url).messageBody("without an id"));
      until(() -> refused().size() == 2 && inQueue(url) == 0);
      onlyJobs("a-fox");
      assertThat(one.probe().headers()).isEmpty();
      assertThat(refused()).anyMatch(reason -> reason.contains("no usable attribute order-id"));
    }
  }

  @Test
  void takesAQuarantinedMessageAgainWithItsAttributes() throws Exception {
    try (SourceProcess one = start("one")) {
      SQS.client()
          .sendMessage(
              r ->
                  r.queueUrl(url)
                      .messageBody("prompt\na fox\n")
                      .messageAttributes(
                          Map.of("content-type", text("text/csv"), "customer", text("7"))));
      until(() -> refused().size() == 1);

      world.ledger().replays.order(world.quarantined().get(0), new Order("ada", null));
      onlyJobs("a fox");
      assertThat(one.probe().variables().get("messageAttributes"))
          .isEqualTo(Map.of("content-type", "text/csv", "customer", "7"));
      byte[] kept = world.store.blobs.get(world.quarantined().get(0).message().raw().sha256());
      assertThat(Json.PLAIN.readTree(kept).path("body").asText()).isEqualTo("prompt\na fox\n");
    }
  }

  @Test
  void saysThatThereIsNoSuchQueue() throws Exception {
    try (SourceProcess one = start("one", Map.of("queue", "no-such-queue"))) {
      until(() -> world.source() != null && world.source().failures() >= 2);
      assertThat(world.source().cause())
          .contains("cannot read the queue no-such-queue", "Create the queue");
      assertThat(one.polls()).filteredOn(line -> line.contains("no-such-queue: SQS")).hasSize(1);
    }
  }

  @Test
  void keepsTheOrderOfEachGroupWhileAnotherIsStuck() throws Exception {
    String fifo = queue.substring(0, 40) + ".fifo";
    String of =
        SQS.client()
            .createQueue(
                r -> r.queueName(fifo).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
            .queueUrl();
    try (SourceProcess one = start("one", Map.of("queue", fifo))) {
      one.probe()
          .step(
              exchange -> {
                byte[] body = exchange.getMessage().getBody(byte[].class);
                if (isAway && new String(body, StandardCharsets.UTF_8).equals("stuck-1")) {
                  throw new UncheckedIOException(new IOException("the flow's own store is away"));
                }
              });
      for (String text : List.of("stuck-1", "free-1", "stuck-2", "free-2", "stuck-3")) {
        SQS.client()
            .sendMessage(
                r ->
                    r.queueUrl(of)
                        .messageBody(text)
                        .messageGroupId(text.substring(0, text.length() - 2))
                        .messageDeduplicationId(text));
      }
      untilTaken("free-1", "free-2");
      isAway = false;
      untilTaken("free-1", "free-2", "stuck-1", "stuck-2", "stuck-3");

      assertThat(world.prompts())
          .containsExactly("free-1", "free-2", "stuck-1", "stuck-2", "stuck-3");
      until(() -> inQueue(of) == 0);
      assertThat(
              world
                  .jdbc()
                  .queryForList(
                      "select return_address from job_content order by job_id", String.class))
          .startsWith("{\"sqs.group\":\"free\"}")
          .endsWith("{\"sqs.group\":\"stuck\"}");
    }
  }

  private volatile boolean isAway = true;
}
