package dev.rivyaroutes.delivery.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.connection.sqs.SqsOf;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.Results;
import dev.rivyaroutes.testing.SqsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Runs the shipped sqs-result-sink on a server that is like SQS, over ways that can break. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = SqsResultSinkRouteTest.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqsResultSinkRouteTest implements SinkContract {
  private static final SqsServer SQS = new SqsServer();
  private static final LossyWay LOSSY = lossy();

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    MemoryMediaStore media() {
      return new MemoryMediaStore();
    }

    @Bean
    PublicUrlProperties publicUrlProperties() {
      return new PublicUrlProperties("https://routes.example.com");
    }

    @Bean
    SqsConnections sqsConnections() {
      return SqsOf.endpoints(Map.of("default", SQS.endpoint(), "lossy", LOSSY.endpoint()));
    }
  }

  private static LossyWay lossy() {
    try {
      return new LossyWay(SQS.endpoint());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Autowired private CamelContext camel;
  @Autowired private MemoryMediaStore media;
  private SinkRoutes routes;
  private String queue;
  private String url;
  private boolean away;

  @BeforeEach
  void empty() {
    routes = new SinkRoutes(camel);
    media.clear();
    create("results-" + UUID.randomUUID(), Map.of());
  }

  private void create(String name, Map<QueueAttributeName, String> attributes) {
    queue = name;
    url = SQS.client().createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  private void createFifo() {
    create("results-" + UUID.randomUUID() + ".fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
  }

  @AfterEach
  void clear() throws Exception {
    if (away) {
      reconnect();
    }
    routes.clear();
  }

  @AfterAll
  static void stop() {
    LOSSY.close();
    SQS.close();
  }

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "sqs-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("queue", queue);
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  /** The messages that are in the queue; they stay there. */
  private List<Message> messages() {
    return SQS.client()
        .receiveMessage(
            r ->
                r.queueUrl(url)
                    .visibilityTimeout(0)
                    .maxNumberOfMessages(10)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private static String attribute(Message message, String name) {
    return message.messageAttributes().get(name).stringValue();
  }

  @Override
  public List<String> effects() {
    return messages().stream()
        .map(message -> attribute(message, "rivya-delivery-id"))
        .distinct()
        .toList();
  }

  @Override
  public void disconnect() throws Exception {
    away = true;
    SQS.proxy().shut();
  }

  @Override
  public void reconnect() throws Exception {
    SQS.proxy().open();
    away = false;
  }

  @Override
  public Result refusedForGood() {
    return asked("x".repeat(1_100_000), Map.of());
  }

  private static Result asked(String prompt, Map<String, String> returnAddress) {
    Result usual = Results.succeeded("in/cat.txt");
    return new Result(
        usual.deliveryId(),
        usual.jobId(),
        usual.flow(),
        usual.sink(),
        new Result.Brief("id", "in/cat.txt", null, prompt, returnAddress),
        usual.generation(),
        usual.outcome(),
        usual.files());
  }

  private Exchange deliver(Map<String, String> parameters, Result result, ResultFile file)
      throws Exception {
    Map<String, String> all = new HashMap<>(parameters());
    all.putAll(parameters);
    routes.clear();
    return routes.send(routes.start(kamelet(), all), routes.exchange(result, file));
  }

  @Test
  void sendsTheDocumentWithLinksAndItsAttributes() throws Exception {
    Result result = Results.succeeded("in/cat.txt", stored(1, "first"), stored(2, "second"));

    Exchange done = deliver(Map.of(), result, null);

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO)).isEqualTo("queue " + queue);
    assertThat(messages()).hasSize(1);
    Message message = messages().get(0);
    Map<String, String> attributes = new HashMap<>();
    message.messageAttributes().keySet().forEach(k -> attributes.put(k, attribute(message, k)));
    assertThat(attributes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rivya-delivery-id",
                result.deliveryId(),
                "rivya-job-id",
                Results.JOB,
                "rivya-status",
                "succeeded",
                "content-type",
                "application/json"));
    JsonNode document = Json.PLAIN.readTree(message.body());
    assertThat(document.path("delivery_id").asText()).isEqualTo(result.deliveryId());
    assertThat(document.path("files").get(1).path("url").asText())
        .isEqualTo("https://routes.example.com/api/jobs/" + Results.JOB + "/files/2");
  }

  @Test
  void letsAFifoQueueDropWhatComesTwice() throws Exception {
    createFifo();
    ResultFile first = stored(1, "first");
    ResultFile second = stored(2, "second");
    Result result = Results.succeeded("in/cat.txt", first, second);
    for (ResultFile file : List.of(first, first, second)) {
      assertThat(deliver(Map.of(), result, file).getException()).isNull();
    }

    assertThat(messages())
        .extracting(one -> attribute(one, "rivya-file"))
        .containsExactly("1", "2");
    assertThat(messages())
        .allSatisfy(
            one ->
                assertThat(one.attributes())
                    .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, Results.JOB));
  }

  @Test
  void answersInTheGroupOfTheAsker() throws Exception {
    createFifo();
    deliver(Map.of("group", "asker"), asked("a cat", Map.of("sqs.group", "shop-7")), null);

    assertThat(messages().get(0).attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "shop-7");
  }

  @Test
  void sendsAgainUnderTheSameIdWhenTheAnswerIsLost() throws Exception {
    Result result = Results.succeeded("in/cat.txt", stored(1, "first"));
    LOSSY.loseNext(1);
    assertThat(deliver(Map.of("connection", "lossy"), result, null).getException()).isNull();
    assertThat(messages()).hasSize(2);
    assertThat(effects()).containsExactly(result.deliveryId());

    createFifo();
    LOSSY.loseNext(3);
    Exchange unknown = deliver(Map.of("connection", "lossy"), result, null);
    assertThat(((DeliveryFailed) unknown.getException()).permanent()).isFalse();
    assertThat(deliver(Map.of("connection", "lossy"), result, null).getException()).isNull();
    assertThat(messages()).hasSize(1);
  }

  @Test
  void sendsASmallFileAndTheLinkOfALargerOne() throws Exception {
    ResultFile small = stored(1, "small");
    ResultFile large = stored(2, "l".repeat(1_001));
    Result result = Results.succeeded("in/cat.txt", small, large);

    deliver(Map.of("file-limit", "1000B"), result, small);
    deliver(Map.of("file-limit", "1000B"), result, large);

    assertThat(messages()).hasSize(2);
    Message whole = messages().get(0);
    assertThat(new String(Base64.getDecoder().decode(whole.body()), StandardCharsets.UTF_8))
        .isEqualTo("small");
    assertThat(attribute(whole, "content-type")).isEqualTo("image/png");
    assertThat(attribute(whole, "content-encoding")).isEqualTo("base64");
    assertThat(attribute(whole, "rivya-file")).isEqualTo("1");
    Message link = messages().get(1);
    assertThat(attribute(link, "content-type")).isEqualTo("application/json");
    assertThat(link.messageAttributes()).doesNotContainKey("content-encoding");
    JsonNode files = Json.PLAIN.readTree(link.body()).path("files");
    assertThat(files).hasSize(1);
    assertThat(files.get(0).path("url").asText()).endsWith("/files/2");
  }

  @Test
  void sendsCharactersThatSqsDoesNotTake() throws Exception {
    String prompt = "a\u0001 cat\uFFFE\uFFFF \uD83E\uDD8A";

    assertThat(deliver(Map.of(), asked(prompt, Map.of()), null).getException()).isNull();

    assertThat(messages().get(0).body()).doesNotContain("\u0001", "\uFFFE", "\uFFFF");
    assertThat(Json.PLAIN.readTree(messages().get(0).body()).path("prompt").asText())
        .isEqualTo(prompt);
  }

  @Test
  void isDeadWhereTheQueueTakesSmallerMessagesOnly() throws Exception {
    Exchange done =
        deliver(Map.of("connection", "lossy"), asked("x".repeat(300_000), Map.of()), null);

    assertThat(done.getException())
        .hasMessageStartingWith("SQS connection lossy cannot send to the queue " + queue)
        .hasMessageContaining("raise the maximum message size of the queue");
    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
  }

  @Test
  void saysWhyAResultCannotBeSent() throws Exception {
    ResultFile gone = Results.png(1, "deleted");
    Exchange dead = deliver(Map.of(), Results.succeeded("in/cat.txt", gone), gone);
    assertThat(dead.getException()).hasMessageContaining("Raise rivya.media.keep");
    assertThat(((DeliveryFailed) dead.getException()).permanent()).isTrue();

    Exchange unknown = deliver(Map.of("queue", "no-such"), asked("a cat", Map.of()), null);
    assertThat(unknown.getException()).hasMessageContaining("Create the queue");
    assertThat(((DeliveryFailed) unknown.getException()).permanent()).isFalse();
  }

  @Test
  void refusesWrongParameters() {
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("queue", "a b")))
        .hasStackTraceContaining("sqs-result-sink has queue: \"a b\"");
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("queue", "a", "group", "mine")))
        .hasStackTraceContaining("it must be job or asker");
    assertThatThrownBy(() -> routes.start(kamelet(), Map.of("queue", "a", "file-limit", "1MB")))
        .hasStackTraceContaining("it must be a size of at most 750KB");
  }
}
