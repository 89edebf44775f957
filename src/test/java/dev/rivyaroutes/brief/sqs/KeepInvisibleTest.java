package dev.rivyaroutes.brief.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.testing.SqsServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class KeepInvisibleTest {
  private static final SqsServer SQS = new SqsServer();

  private final String queue = "orders-" + UUID.randomUUID();
  private final String url = SQS.client().createQueue(r -> r.queueName(queue)).queueUrl();
  private final HeldMessages held = new HeldMessages(Clock.systemUTC());
  private final KeepInvisible keep = new KeepInvisible(SQS.client(), held);

  @AfterEach
  void close() {
    keep.close();
  }

  @AfterAll
  static void stop() {
    SQS.close();
  }

  private List<Message> receive(int visibility) {
    return SQS.client()
        .receiveMessage(r -> r.queueUrl(url).visibilityTimeout(visibility).maxNumberOfMessages(10))
        .messages();
  }

  @Test
  void extendsTheVisibilityOfAllHeldMessagesAndReleasesThem() {
    for (int i = 0; i < 12; i++) {
      String body = "m" + i;
      SQS.client().sendMessage(r -> r.queueUrl(url).messageBody(body));
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              held.add(receive(3));
              return held.all().size() == 12;
            });
    keep.extend(url);
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> receive(1).isEmpty());

    keep.releaseAll(url);
    assertThat(receive(1)).hasSize(10);
  }

  @Test
  void dropsAMessageThatAnotherProcessHas() {
    SQS.client().sendMessage(r -> r.queueUrl(url).messageBody("m"));
    held.add(receive(30));
    HeldMessage mine = held.all().get(0);
    SQS.client().deleteMessage(r -> r.queueUrl(url).receiptHandle(mine.receipt()));
    keep.extend(url);
    assertThat(held.all()).isEmpty();
  }
}
