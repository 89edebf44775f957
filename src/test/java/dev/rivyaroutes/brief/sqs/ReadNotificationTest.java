package dev.rivyaroutes.brief.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.sqs.ReadNotification.NewObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadNotificationTest {

  @ParameterizedTest
  @MethodSource("dev.rivyaroutes.brief.sqs.Notifications#keys")
  void decodesTheKeyOfEachForm(String key) throws Exception {
    NewObject object = new NewObject("photos", key, "abc");
    assertThat(ReadNotification.read(Notifications.s3("ObjectCreated:Put", object)))
        .containsExactly(object);
    assertThat(
            ReadNotification.read(
                Notifications.sns(Notifications.s3("ObjectCreated:Copy", object))))
        .containsExactly(object);
    assertThat(ReadNotification.read(Notifications.eventBridge("Object Created", object)))
        .containsExactly(object);
  }

  @Test
  void doesNotDecodeTheKeyOfEventBridge() throws Exception {
    NewObject object = new NewObject("photos", "a%20b+c.txt", "abc");
    assertThat(ReadNotification.read(Notifications.eventBridge("Object Created", object)))
        .containsExactly(object);
  }

  @Test
  void passesOverWhatAnnouncesNoNewObject() {
    NewObject object = new NewObject("photos", "a.txt", "abc");
    for (String body :
        new String[] {
          Notifications.TEST_EVENT,
          Notifications.sns(Notifications.TEST_EVENT),
          Notifications.s3("ObjectRemoved:Delete", object),
          Notifications.s3("ObjectRemoved:DeleteMarkerCreated", object),
          Notifications.s3("ObjectTagging:Put", object),
          Notifications.eventBridge("Object Deleted", object)
        }) {
      assertThatThrownBy(() -> ReadNotification.read(body))
          .as(body)
          .isInstanceOf(MessageSkipped.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a cat",
        "[]",
        "{}",
        "null",
        "{\"prompt\": \"a cat\"}",
        "{\"Records\": []}",
        "{\"Records\": [{\"eventSource\": \"aws:sns\"}]}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": \"50%\"}}}]}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {}}}]}",
        "{\"source\": \"aws.s3\", \"detail-type\": \"Object Created\", \"detail\": {}}"
      })
  void refusesWhatIsNoNotification(String body) {
    assertThatThrownBy(() -> ReadNotification.read(body))
        .isInstanceOf(MessageRefused.class)
        .hasMessageStartingWith("The message cannot be used with messages: s3-events.");
  }
}
