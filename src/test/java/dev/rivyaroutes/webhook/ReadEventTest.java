package dev.rivyaroutes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.events.NewEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadEventTest {

  private static final String TASK = "{\"id\":\"task_1\",\"status\":\"failed\"}";

  private static NewEvent read(String id, String body) throws EventUnreadable {
    return ReadEvent.of("a", id, body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"generation.failed\", \"data\": %s}",
        "{\"type\": \"generation.failed\", \"data\": {\"object\": %s}}",
        "{\"type\": \"generation.failed\", \"generation\": %s, \"data\": null}",
        "{\"type\": \"generation.failed\", \"generation\": %s, \"data\": {\"id\": 7}, \"new\": 1}",
      })
  void findsTheGenerationWhereverItStands(String body) throws EventUnreadable {
    assertThat(read("evt_1", body.formatted(TASK)))
        .isEqualTo(new NewEvent("a", "evt_1", "task_1", "generation.failed", "failed", TASK, null));
  }

  @Test
  void takesTheStatusOfTheTypeWhereTheGenerationHasNone() throws EventUnreadable {
    String body = "{\"type\": \"%s\", \"data\": {\"id\": \"task_1\"}}";
    assertThat(read("e", body.formatted("generation.succeeded")).status()).isEqualTo("succeeded");
    assertThat(read("e", body.formatted("account.changed")).status()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\": 7, \"data\": {\"id\": 7}}",
        "{\"type\": \"a\\u0000b\", \"data\": {\"id\": \"a\\u0000b\"}}",
        "{\"type\": \"\", \"data\": {\"id\": \"\"}}",
      })
  void takesNothingThatTheLedgerCouldNotKeep(String body) throws EventUnreadable {
    assertThat(read("evt_1", body))
        .isEqualTo(new NewEvent("a", "evt_1", null, "unknown", null, null, null));
  }

  @Test
  void distinguishesEventsWithoutAUsableIdByTheirBytes() throws EventUnreadable {
    assertThat(read("", "{\"n\": 1}").id()).startsWith("sha256:").hasSize(71);
    assertThat(read("", "{\"n\": 1}")).isEqualTo(read("", "{\"n\": 1}"));
    assertThat(read("", "{\"n\": 1}").id()).isNotEqualTo(read("", "{\"n\": 2}").id());
    assertThat(read("x".repeat(201), "{}").id()).startsWith("sha256:").hasSize(71);
    assertThat(read("x".repeat(201), "{}").id()).isNotEqualTo(read("x".repeat(202), "{}").id());
  }

  @Test
  void keepsNoGenerationThatIsLongerThanItsColumn() throws EventUnreadable {
    String numbers = "1e9,".repeat(240_000) + "1";
    NewEvent event = read("e", "{\"data\": {\"id\": \"task_1\", \"n\": [" + numbers + "]}}");
    assertThat(event.taskId()).isEqualTo("task_1");
    assertThat(event.generation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "1", "null", "\"a\"", "[]", "{", "{}{}", "{\"a\":}"})
  void refusesWhatIsNoObject(String body) {
    assertThatThrownBy(() -> read("e", body))
        .isInstanceOf(EventUnreadable.class)
        .hasMessage("The event is not a JSON object.")
        .hasNoCause();
  }
}
