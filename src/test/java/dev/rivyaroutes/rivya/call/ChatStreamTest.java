package dev.rivyaroutes.rivya.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatStreamTest {

  private static final String WHOLE =
      "data: {\"id\": \"c\", \"message\": {\"content\": \"Hé 1\"}, \"usage\": {}}\n\n";

  private final List<String> pieces = new ArrayList<>();

  private JsonNode read(String events) throws IOException {
    InputStream bytes = new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8));
    return ChatStream.read(bytes, pieces::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"delta\": \"Hé \"}",
        "{\"content\": \"Hé \"}",
        "{\"text\": \"Hé \"}",
        "{\"delta\": {\"content\": \"Hé \"}}",
        "{\"delta\": {\"text\": \"Hé \"}}",
        "{\"content\": {\"text\": \"Hé \"}}",
        "{\"choices\": [{\"delta\": {\"content\": \"Hé \"}}]}",
        "{\"type\": \"x\", \"delta\": {\"type\": \"text\", \"text\": \"Hé \"}}",
      })
  void takesTextFromEveryPlaceWhereItMayBe(String event) throws IOException {
    JsonNode whole = read("event: any\ndata: " + event + "\n\n" + WHOLE);

    assertThat(pieces).containsExactly("Hé ");
    assertThat(whole.path("id").asText()).isEqualTo("c");
  }

  @Test
  void passesOverCommentsUnknownEventsAndWhatIsNoJson() throws IOException {
    read(": ping\n\nid: 7\nretry: 5\n\ndata: {\"n\": 1}\n\ndata: [1]\n\ndata: no json\n\n" + WHOLE);

    assertThat(pieces).isEmpty();
  }

  @Test
  void joinsDataOfSeveralLinesWhateverEndsThem() throws IOException {
    read(("data: {\ndata: \"text\":\ndata:\"a\"}\n\n" + WHOLE).replace("\n", "\r\n"));

    assertThat(pieces).containsExactly("a");
  }

  @Test
  void takesAnEndWithoutAWholeForTheAnswer() throws IOException {
    JsonNode whole = read("data: {\"text\": \"a\"}\n\ndata: {\"text\": \"b\"}\n\ndata: [DONE]\n\n");

    assertThat(whole.path("message").path("content").asText()).isEqualTo("ab");
  }

  @Test
  void endsAtAnErrorObject() throws IOException {
    JsonNode error =
        read("data: {\"text\": \"a\"}\n\ndata: {\"error\": {\"code\": \"x\"}}\n\n" + WHOLE);

    assertThat(error.path("error").path("code").asText()).isEqualTo("x");
  }

  @Test
  void hasTheWholeThoughTheConnectionBreaksRightAfterIt() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(WHOLE.getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Connection reset");
              }
            });

    assertThat(ChatStream.read(broken, pieces::add).path("id").asText()).isEqualTo("c");
    assertThat(read(WHOLE.stripTrailing()).path("id").asText()).isEqualTo("c");
  }

  @Test
  void joinsACharacterThatIsSplitBetweenPieces() throws IOException {
    read(
        "data: {\"text\": \"a\\ud83d\"}\n\ndata: {\"text\": \"\\ude00b\"}\n\n"
            + "data: {\"text\": \"\\ud83d\"}\n\n"
            + WHOLE);

    assertThat(pieces).containsExactly("a", "\ud83d\ude00b");
  }

  @Test
  void keepsAnAnswerWithHalfACharacterSendable() throws IOException {
    JsonNode answer =
        new ObjectMapper().readTree("{\"message\": {\"content\": \"a\\ud83d\"}, \"usage\": {}}");

    assertThat(ChatAnswer.of(answer).text()).isEqualTo("a?");
  }

  @Test
  void doesNotTakeABrokenStreamForAnAnswer() {
    assertThatThrownBy(() -> read("data: {\"text\": \"a\"}\n\ndata: {\"message"))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void readsNoMoreOfALineWithoutAnEndThanAnAnswerMayHave() {
    int[] given = new int[1];
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return given[0]++ < 64 << 20 ? 'a' : -1;
          }
        };

    assertThatThrownBy(() -> ChatStream.read(endless, pieces::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than an answer may be");
    assertThat(given[0]).isLessThan(17 << 20);
  }
}
