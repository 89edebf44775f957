package dev.rivyaroutes.brief.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.brief.s3.S3Object;
import dev.rivyaroutes.brief.sqs.ReadNotification.NewObject;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.connection.sqs.SqsOf;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.media.s3.S3Of;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SqsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The shipped sqs-drop-source with notifications of S3, on a real bucket. */
class S3EventsRouteTest {
  private static final SqsServer SQS = new SqsServer();
  private static final S3Server S3 = S3Server.inMemory();

  private final SourceWorld world = new SourceWorld();
  private final String bucket = "photos-" + UUID.randomUUID();
  private final String url = SQS.client().createQueue(r -> r.queueName(bucket)).queueUrl();
  private SourceProcess process;

  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    SqsConnections sqsConnections() {
      return SqsOf.endpoints(Map.of("default", SQS.endpoint()));
    }

    @Bean
    S3Connections s3Connections() {
      return S3Of.server(S3);
    }
  }

  @BeforeEach
  void start() throws Exception {
    S3.client().createBucket(r -> r.bucket(bucket));
    process =
        new SourceProcess("one", world, Connections.class, Map.of())
            .start("sqs-drop-source", Map.of("queue", bucket, "messages", "s3-events"));
  }

  @AfterEach
  void stop() {
    process.close();
    world.close();
  }

  @AfterAll
  static void closeServers() {
    SQS.close();
    S3.close();
  }

  private NewObject put(String key, String content) {
    return put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  private NewObject put(String key, byte[] content) {
    String eTag =
        S3.client()
            .putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content))
            .eTag();
    return new NewObject(bucket, key, eTag.replace("\"", ""));
  }

  private void send(String body) {
    SQS.client().sendMessage(r -> r.queueUrl(url).messageBody(body));
  }

  private static String created(NewObject... objects) {
    return Notifications.s3("ObjectCreated:Put", objects);
  }

  private void until(Callable<Boolean> condition) {
    world.until(Duration.ofSeconds(1), condition);
  }

  private boolean isQueueEmpty() {
    return SQS
        .client()
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .entrySet()
        .stream()
        .filter(one -> one.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .allMatch(one -> one.getValue().equals("0"));
  }

  @Test
  void readsTheRightObjectOfEveryKeyAndForm() {
    List<String> texts = new ArrayList<>();
    for (String key : Notifications.keys()) {
      for (String form : List.of("direct", "sns", "eventbridge")) {
        String text = form + " " + key;
        NewObject object = put(key.replace("in/", form + "/"), text);
        texts.add(text);
        send(
            switch (form) {
              case "direct" -> created(object);
              case "sns" -> Notifications.sns(created(object));
              default -> Notifications.eventBridge("Object Created", object);
            });
      }
    }
    until(() -> world.prompts().size() >= texts.size() && isQueueEmpty());
    assertThat(world.prompts()).containsExactlyInAnyOrderElementsOf(texts);
    assertThat(world.quarantined()).isEmpty();
  }

  @Test
  void isTheSameBriefAsTheListedObject() {
    NewObject object = put("in/a b.txt", "a cat");
    send(created(object));
    send(created(object));
    until(() -> !world.prompts().isEmpty() && isQueueEmpty());

    BriefId listed =
        new S3Object(bucket, "in/a b.txt", "\"" + object.eTag() + "\"", 5, null).briefId();
    assertThat(world.ledger().accept.findKnown("test-flow", List.of(listed)))
        .containsExactly(listed);
    assertThat(world.prompts()).containsExactly("a cat");
  }

  @Test
  void passesOverWhatIsNoNewBrief() throws Exception {
    try (LogLines log = LogLines.of(Class.forName("dev.rivyaroutes.brief.message.SettleMessage"))) {
      NewObject gone = put("in/gone.txt", "gone");
      S3.client().deleteObject(r -> r.bucket(bucket).key(gone.key()));
      NewObject old = put("in/changed.txt", "old");
      put("in/changed.txt", "new");
      S3.client()
          .putObject(
              r -> r.bucket(bucket).key("out/own.txt").metadata(Map.of("rivya-job", "x")),
              RequestBody.fromString("own"));
      NewObject own =
          new NewObject(
              bucket,
              "out/own.txt",
              S3.client()
                  .headObject(r -> r.bucket(bucket).key("out/own.txt"))
                  .eTag()
                  .replace("\"", ""));
      send(Notifications.TEST_EVENT);
      send(Notifications.s3("ObjectRemoved:Delete", gone));
      send(Notifications.eventBridge("Object Deleted", gone));
      send(created(gone));
      send(created(old));
      send(created(own));
      send(created(put("in/folder/", "")));
      send(created(put("in/good.txt", "good")));

      until(() -> !world.prompts().isEmpty() && isQueueEmpty());
      assertThat(world.prompts()).containsExactly("good");
      assertThat(world.quarantined()).isEmpty();
      assertThat(log.all()).hasSize(7).allMatch(line -> line.startsWith("INFO "));
      assertThat(log.all())
          .anyMatch(line -> line.contains("in/gone.txt is gone"))
          .anyMatch(line -> line.contains("in/changed.txt was replaced since"))
          .anyMatch(line -> line.contains("out/own.txt was written by this program"));
    }
  }

  @Test
  void makesABriefOfEachObjectOfAMessage() {
    NewObject one = put("in/1.txt", "one");
    NewObject gone = new NewObject(bucket, "in/2.txt", one.eTag());
    NewObject three = put("in/3.txt", "three");
    send(created(one, gone, three));

    until(() -> world.prompts().size() >= 2 && isQueueEmpty());
    assertThat(world.prompts()).containsExactlyInAnyOrder("one", "three");
  }

  @Test
  void letsADocumentAndItsPictureWaitForEachOther() {
    send(created(put("in/cat.png", Briefs.PNG)));
    NewObject document = put("in/cat.json", "{\"prompt\":\"a cat\",\"references\":[\"dog.png\"]}");
    send(created(document));
    until(() -> process.probe().arrivals().size() >= 2);
    assertThat(world.prompts()).isEmpty();
    assertThat(isQueueEmpty()).isFalse();

    put("in/dog.png", Briefs.PNG);
    until(() -> world.prompts().contains("a cat") && isQueueEmpty());
    assertThat(world.quarantined()).isEmpty();
    assertThat(process.polls()).noneMatch(line -> line.contains("could not be polled"));
  }

  @Test
  void quarantinesWhatIsNoNotification() {
    send("{\"prompt\": \"no notification\"}");
    send(created(put("in/bad.json", "{\"promt\": \"x\"}")));
    until(() -> world.quarantined().size() == 2 && isQueueEmpty());
    assertThat(world.quarantined())
        .anyMatch(one -> one.message().refusal().code().equals("no-s3-event"))
        .anyMatch(one -> one.message().refusal().reason().contains("promt"));
    assertThat(world.prompts()).isEmpty();
  }

  @Test
  void takesTheObjectOfAQuarantinedNotificationByOrder() {
    process
        .probe()
        .action(
            () -> {
              throw new IllegalArgumentException("it is odd");
            });
    send(created(put("in/cat.txt", "a cat")));
    until(() -> world.quarantined().size() == 1 && isQueueEmpty());
    process.probe().reset();

    world.ledger().replays.order(world.quarantined().get(0), new Order("ada", null));
    until(() -> !world.prompts().isEmpty());
    assertThat(world.prompts()).containsExactly("a cat");
  }
}
